/* see_fifo.c - a FIFO that is opened by its path. fifo(7)
 *
 * The open may wait, and while it does there is no descriptor to ask: the path
 * is followed as the process would, through its root or directory.
 */
#include "observe/see.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A path ends at the first NUL, and may end just before memory that cannot be
 * read: so page by page. */
static bool read_path(struct task *task, uint64_t address, char path[PATH_MAX])
{
    for (size_t used = 0; used < PATH_MAX;) {
        size_t piece = 4096 - (size_t)((address + used) % 4096);
        if (piece > PATH_MAX - used)
            piece = PATH_MAX - used;
        ssize_t got =
            proc_memory(task->group, address + used, path + used, piece);
        if (got <= 0)
            return false;
        if (memchr(path + used, '\0', (size_t)got))
            return true;
        used += (size_t)got;
    }
    return false;
}

static bool same_place(const char *left, const char *right)
{
    struct stat one, two;
    return stat(left, &one) == 0 && stat(right, &two) == 0 &&
           one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

/* In another root a link to an absolute path must be followed within it. Not
 * done everywhere: to stat is what least disturbs who watches the directory. */
static bool status_in(const char *root, const char *path, struct stat *status)
{
    struct open_how how = { .flags = O_PATH | O_CLOEXEC,
                            .resolve = RESOLVE_IN_ROOT };
    int top = open(root, O_PATH | O_CLOEXEC);
    if (top == -1)
        return false;
    int fd = (int)syscall(SYS_openat2, top, path, &how, sizeof how);
    bool found = fd != -1 && fstat(fd, status) == 0;
    if (fd != -1)
        (void)close(fd);
    (void)close(top);
    return found;
}

static bool status_of(struct task *task, int directory, const char *path,
                      struct stat *status)
{
    char root[64], mount[64], full[PATH_MAX + 64];
    (void)snprintf(root, sizeof root, "/proc/%d/root", task->group);
    (void)snprintf(mount, sizeof mount, "/proc/%d/ns/mnt", task->group);
    if (path[0] == '/') {
        if (!same_place(root, "/") || !same_place(mount, "/proc/self/ns/mnt"))
            return status_in(root, path, status);
        return stat(path, status) == 0;
    }
    if (directory == AT_FDCWD)
        (void)snprintf(full, sizeof full, "/proc/%d/cwd/%s", task->group, path);
    else
        (void)snprintf(full, sizeof full, "/proc/%d/fd/%d/%s", task->group,
                       directory, path);
    return stat(full, status) == 0;
}

/* A name by which a person knows it: the path, whole. */
static char *name_of(struct task *task, int directory, const char *path)
{
    char link[64], where[PATH_MAX], *name = NULL;
    if (path[0] == '/')
        return strdup(path);
    if (directory == AT_FDCWD)
        (void)snprintf(link, sizeof link, "/proc/%d/cwd", task->group);
    else
        (void)snprintf(link, sizeof link, "/proc/%d/fd/%d", task->group,
                       directory);
    ssize_t length = readlink(link, where, sizeof where - 1);
    where[length > 0 ? length : 0] = '\0';
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return asprintf(&name, "%s/%s", where, path) == -1 ? NULL : name;
}

static int object_of(struct trace *trace, struct task *task,
                     const struct stat *status, char *name)
{
    int known =
        see_known_file(trace, OBJECT_FIFO, status->st_dev, status->st_ino);
    if (known) {
        free(name);
        return known;
    }
    struct event event = event_make(EVENT_OBJECT, task->shown_pid);
    event.tid = task->shown_tid;
    event.value = OBJECT_FIFO;
    event.arguments[0] = (int64_t)status->st_ino;
    event.arguments[5] = (int64_t)status->st_dev;
    event.text = name;
    return see_new_object(trace, &event);
}

/* text = "read", "write" or "both", with " at once" if it does not wait */
static char *access_asked(int64_t flags)
{
    int64_t mode = flags & O_ACCMODE;
    bool waits = mode != O_RDWR && !(flags & O_NONBLOCK);
    char *text = NULL;
    int made = asprintf(&text, "%s%s",
                        mode == O_RDONLY   ? "read"
                        : mode == O_WRONLY ? "write"
                                           : "both",
                        waits ? "" : " at once");
    return made == -1 ? NULL : text;
}

void see_fifo_entry(struct trace *trace, struct task *task, struct event *event)
{
    char path[PATH_MAX];
    struct stat status;
    const char *name = call_at(event->call)->name;
    bool at = strcmp(name, "openat") == 0;
    if (!at && strcmp(name, "open") != 0 && strcmp(name, "creat") != 0)
        return;
    int directory = at ? (int)event->arguments[0] : AT_FDCWD;
    int64_t flags = strcmp(name, "creat") == 0 ? O_WRONLY | O_CREAT | O_TRUNC
                                               : event->arguments[at + 1];
    if ((flags & O_PATH) ||
        !read_path(task, (uint64_t)event->arguments[at], path) ||
        !status_of(task, directory, path, &status) || !S_ISFIFO(status.st_mode))
        return;
    event->object =
        object_of(trace, task, &status, name_of(task, directory, path));
    event->text = access_asked(flags);
}
