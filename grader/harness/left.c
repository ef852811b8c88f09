/* left.c - looks for what is left, while the program is held at its end. */
#include "harness/left.h"

#include "harness/diagnose.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHM "/dev/shm"
#define DEPTH 3 /* so far below the program's directory */

static void add(struct run *run, enum object_kind kind, const char *name,
                const struct object *object)
{
    if (run->name_count == RUN_NAMES_MAX)
        return;
    struct left_name *left = &run->names[run->name_count++];
    left->kind = kind;
    (void)snprintf(left->name, sizeof left->name, "%.*s",
                   (int)sizeof left->name - 1, name);
    left->made_at = object ? object->created_at : NOWHERE;
}

/* ---- in directories ---- */

static const struct object *object_of(const struct run *run,
                                      const struct stat *status)
{
    const struct world *world = trace_world(run->trace);
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].inode == status->st_ino &&
            (!world->objects[i].device ||
             world->objects[i].device == status->st_dev))
            return &world->objects[i];
    return NULL;
}

static enum object_kind kind_of(const char *shown, const struct stat *status)
{
    if (strncmp(shown, SHM "/", strlen(SHM "/")) == 0)
        return strncmp(shown + strlen(SHM "/"), "sem.", 4) == 0
                   ? OBJECT_SEMAPHORE
                   : OBJECT_MEMORY;
    if (S_ISFIFO(status->st_mode))
        return OBJECT_FIFO;
    return S_ISSOCK(status->st_mode) ? OBJECT_SOCKET : OBJECT_FILE;
}

/* Everything below the directory `at`, which the program calls `shown`. */
static void look_through(struct run *run, int at, const char *shown, int depth)
{
    DIR *directory = fdopendir(at);
    const struct dirent *entry;
    if (!directory)
        return;
    while ((entry = readdir(directory))) {
        char name[PATH_MAX];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        (void)snprintf(name, sizeof name, "%s/%s", shown, entry->d_name);
        if (fstatat(dirfd(directory), entry->d_name, &status,
                    AT_SYMLINK_NOFOLLOW) == -1)
            continue;
        if (!S_ISDIR(status.st_mode)) {
            add(run, kind_of(name, &status), name, object_of(run, &status));
            continue;
        }
        int below = openat(dirfd(directory), entry->d_name,
                           O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (below != -1 && depth > 1)
            look_through(run, below, name, depth - 1);
        else if (below != -1)
            (void)close(below);
    }
    (void)closedir(directory); /* and with it `at` */
}

static void look_in(struct run *run, const char *shown)
{
    char path[PATH_MAX];
    int root = (int)trace_outer_pid(run->trace, trace_root(run->trace));
    (void)snprintf(path, sizeof path, "/proc/%d/root%s", root, shown);
    int at = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at != -1)
        look_through(run, at, shown, DEPTH);
}

/* ---- in the world ---- */

static bool in_shm_still(const struct object *object)
{
    char path[PATH_MAX];
    struct stat status;
    (void)snprintf(path, sizeof path, SHM "%s", object->name);
    return stat(path, &status) == 0 && status.st_ino == object->inode;
}

static void look_at_object(struct run *run, const struct object *object)
{
    if (object->before || object->removed || !object->name)
        return;
    switch (object->kind) {
    case OBJECT_QUEUE:
    case OBJECT_MSGQ:
    case OBJECT_SEMSET:
    case OBJECT_SEGMENT: add(run, object->kind, object->name, object); break;
    case OBJECT_MEMORY:
        if (!run->isolation && object->name[0] == '/' && in_shm_still(object))
            add(run,
                strncmp(object->name, "/sem.", 5) == 0 ? OBJECT_SEMAPHORE
                                                       : OBJECT_MEMORY,
                object->name, object);
        break;
    default: break;
    }
}

/* A directory lists its files as they came, and who of several came first may
 * be chance. */
static int by_name(const void *one, const void *two)
{
    const struct left_name *left = one, *right = two;
    return strcmp(left->name, right->name);
}

void left_find(struct run *run)
{
    const struct world *world = trace_world(run->trace);
    for (int i = 0; i < world->object_count; i++)
        look_at_object(run, &world->objects[i]);
    look_in(run, run->isolation ? "/home" : run->directory);
    if (run->isolation) {
        look_in(run, "/tmp");
        look_in(run, SHM);
    }
    qsort(run->names, (size_t)run->name_count, sizeof run->names[0], by_name);
}

/* ---- without walls: nothing of it may stay on the machine ---- */

static void remove_object(const struct object *object)
{
    int id = (int)object->inode;
    if (object->before || object->removed || !object->name)
        return;
    switch (object->kind) {
    case OBJECT_QUEUE: (void)mq_unlink(object->name); break;
    case OBJECT_MSGQ: (void)msgctl(id, IPC_RMID, NULL); break;
    case OBJECT_SEMSET: (void)semctl(id, 0, IPC_RMID); break;
    case OBJECT_SEGMENT: (void)shmctl(id, IPC_RMID, NULL); break;
    case OBJECT_MEMORY:
        if (object->name[0] == '/' && in_shm_still(object))
            (void)shm_unlink(object->name);
        break;
    default: break;
    }
}

void left_remove(const struct run *run)
{
    const struct world *world = trace_world(run->trace);
    if (!run->isolation)
        for (int i = 0; i < world->object_count; i++)
            remove_object(&world->objects[i]);
}

/* ---- what a test demands ---- */

const struct left_name *left_of_kind(const struct run *run,
                                     enum object_kind kind)
{
    for (int i = 0; i < run->name_count; i++)
        if (run->names[i].kind == kind ||
            (kind == OBJECT_NONE && run->names[i].kind != OBJECT_FILE))
            return &run->names[i];
    return NULL;
}

static const char *what_is_left(enum object_kind kind)
{
    switch (kind) {
    case OBJECT_FIFO: return "the FIFO";
    case OBJECT_SOCKET: return "the socket";
    case OBJECT_QUEUE:
    case OBJECT_MSGQ: return "the message queue";
    case OBJECT_SEMSET: return "the semaphore set";
    case OBJECT_SEGMENT: return "the shared memory segment";
    case OBJECT_MEMORY: return "the shared memory object";
    case OBJECT_SEMAPHORE: return "the semaphore";
    default: return "the file";
    }
}

void check_nothing_left(struct check *check, enum object_kind kind,
                        const char *code, const char *cause)
{
    const struct run *run = check->run;
    const struct left_name *left = left_of_kind(run, kind);
    if (check->failed || run->end != RUN_ENDED || !left)
        return;
    char *where = left->made_at.file
                      ? text_of(" (made at %s:%d)", left->made_at.file,
                                left->made_at.line)
                      : text_of("%s", "");
    (void)finding_add(check, code, left->made_at,
                      text_of("something is left behind"),
                      text_of("your program had ended, and %s %s%s was still "
                              "there",
                              what_is_left(left->kind), left->name, where),
                      cause ? text_of("%s", cause) : NULL);
    free(where);
}
