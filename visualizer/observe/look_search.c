/* look_search.c - one search through the descriptors of all others. */
#include "observe/look_search.h"

#include "observe/proc_kin.h"
#include "observe/waits.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what matters ---- */

bool search_is_for(const struct object *object)
{
    return object->kind == OBJECT_PIPE || object->kind == OBJECT_FIFO ||
           object->kind == OBJECT_SOCKET;
}

static void need_for_wait(struct search *search, const struct process *process,
                          const struct wait *wait)
{
    int access = wait->kind == WAIT_ROOM   ? ACCESS_READ
                 : wait->kind == WAIT_DATA ? ACCESS_WRITE
                                           : ACCESS_READ | ACCESS_WRITE;
    search->needed[wait->object] |= access;
    for (int fd = 0; wait->kind == WAIT_EVENT && fd < process->descriptor_limit;
         fd++)
        search->needed[process->descriptors[fd].object] |= access;
}

/* If somebody waits for it, the end that could wake him; else both. */
static void find_needed(struct search *search)
{
    const struct world *world = &search->trace->world;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count; t++) {
            struct wait wait;
            if (wait_of(world, process, &process->threads[t], &wait))
                need_for_wait(search, process, &wait);
        }
    }
    for (int i = 0; i < world->object_count; i++) {
        const struct object *object = &world->objects[i];
        if (!search_is_for(object))
            search->needed[object->id] = 0;
        else if (!search->needed[object->id])
            search->needed[object->id] = ACCESS_READ | ACCESS_WRITE;
        search->fifos |= object->kind == OBJECT_FIFO;
    }
}

/* ---- one process of others ---- */

/* Both have an inode of their own kind in the link; a FIFO has it in stat. */
static int object_of(const struct search *search, int folder, const char *fd,
                     const char *link)
{
    unsigned long long inode;
    struct stat status;
    if (sscanf(link, "pipe:[%llu]", &inode) == 1)
        return see_known(search->trace, OBJECT_PIPE, inode);
    if (sscanf(link, "socket:[%llu]", &inode) == 1)
        return see_known(search->trace, OBJECT_SOCKET, inode);
    if (search->fifos && link[0] == '/' &&
        fstatat(folder, fd, &status, 0) == 0 && S_ISFIFO(status.st_mode))
        return see_known_file(search->trace, OBJECT_FIFO, status.st_dev,
                              status.st_ino);
    return 0;
}

static int access_of(int folder, const char *fd)
{
    struct stat status;
    if (fstatat(folder, fd, &status, AT_SYMLINK_NOFOLLOW) == -1)
        return 0;
    return (status.st_mode & S_IRUSR ? ACCESS_READ : 0) |
           (status.st_mode & S_IWUSR ? ACCESS_WRITE : 0);
}

/* Returns false if its descriptors may not be seen. Threads of the kernel have
 * none, and no program. */
bool search_process(struct search *search, pid_t pid, bool *holds)
{
    char path[32], link[PROC_NAME];
    *holds = false;
    (void)snprintf(path, sizeof path, "/proc/%d/exe", pid);
    if (readlink(path, link, sizeof link) == -1 && errno == ENOENT)
        return true;
    (void)snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *directory = opendir(path);
    if (!directory)
        return false;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        int folder = dirfd(directory);
        ssize_t length =
            entry->d_name[0] == '.'
                ? -1
                : readlinkat(folder, entry->d_name, link, sizeof link - 1);
        if (length == -1)
            continue;
        link[length] = '\0';
        int id = object_of(search, folder, entry->d_name, link);
        if (id && search->needed[id] & access_of(folder, entry->d_name))
            search->held[id] = *holds = true;
    }
    (void)closedir(directory);
    return true;
}

/* ---- those who may not be seen ---- */

static void find_sessions(struct search *search)
{
    struct trace *trace = search->trace;
    for (int i = 0; i < trace->task_count; i++) {
        struct stat_facts facts;
        if (trace->tasks[i].tid == trace->tasks[i].group &&
            proc_stat(trace->tasks[i].tid, &facts) == 0)
            search->sessions[search->session_count++] = facts.session;
    }
}

static bool is_ours(const void *context, pid_t pid,
                    const struct stat_facts *facts)
{
    const struct search *search = context;
    for (int s = 0; s < search->session_count; s++)
        if (search->sessions[s] == facts->session)
            return true;
    return task_find(search->trace, pid) != NULL;
}

/* Those who are looked at as well: their tables are known, if they may be. */
static void search_ours(struct search *search)
{
    for (int i = 0; i < search->trace->task_count; i++) {
        const struct looked *looked = &search->trace->tasks[i].looked;
        search->unknown |= !looked->zombie && (looked->unseen == UNSEEN_USER ||
                                               looked->unseen == UNSEEN_SECRET);
    }
}

void search_all(struct search *search)
{
    int *ids, count = proc_processes(&ids);
    search->unknown = count == -1 || proc_hides_others();
    find_sessions(search);
    search_ours(search);
    int holders = 0;
    for (int i = 0; i < count; i++) {
        bool holds = false;
        if (task_find(search->trace, ids[i]))
            continue;
        if (!search_process(search, ids[i], &holds) &&
            proc_any_ancestor(ids[i], is_ours, search))
            search->unknown = true;
        if (holds)
            ids[holders++] = ids[i];
    }
    free(search->trace->look->holders);
    search->trace->look->holders = ids;
    search->trace->look->holder_count = holders;
}

/* ---- beginning and end ---- */

static void *room_for(int count, size_t size)
{
    void *room = calloc((size_t)count + 1, size);
    if (!room)
        err(1, "calloc");
    return room;
}

void search_open(struct search *search, struct trace *trace)
{
    int objects = trace->world.last_object;
    *search =
        (struct search){ .trace = trace,
                         .needed = room_for(objects, sizeof(int)),
                         .held = room_for(objects, sizeof(bool)),
                         .sessions = room_for(trace->task_count, sizeof(int)) };
    find_needed(search);
}

void search_close(struct search *search)
{
    free(search->needed);
    free(search->held);
    free(search->sessions);
}
