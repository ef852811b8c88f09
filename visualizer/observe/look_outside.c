/* look_outside.c - who else has the pipes and sockets of those looked at?
 *
 *   all processes that are not looked at ──► their descriptors ──► ours?
 *
 * One search for all objects. It is the dearest part of looking, so it is made
 * only so often that it takes a small part of the time, however many processes
 * there are.
 *
 * Of a process whose descriptors may not be seen (another user's) it is known
 * who its ancestors are. If one of them is looked at, or is in a session with
 * one that is, it may have inherited anything: then every object is taken for
 * held. Others could have got a descriptor only by a message (SCM_RIGHTS).
 */
#include "observe/look_private.h"
#include "observe/waits.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SHARE 200        /* one part of so many of the time */
#define CREDIT_US 200000 /* may be saved */
#define AGAIN_US 1000000 /* when nobody has moved */
#define ANCESTORS_MOST 32

struct search {
    struct trace *trace;
    int *needed; /* by object id: access that matters of others, 0: none */
    bool *held;  /* by object id: found with others */
    int *sessions, session_count;
    bool fifos;   /* are there objects that are known by a path? */
    bool unknown; /* somebody may have anything */
};

static void *room_for(int count, size_t size)
{
    void *room = calloc((size_t)count + 1, size);
    if (!room)
        err(1, "calloc");
    return room;
}

/* ---- what matters ---- */

static bool is_sought(const struct object *object)
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
    for (int id = 1; id <= world->object_count; id++) {
        const struct object *object = world_object(world, id);
        if (!is_sought(object))
            search->needed[id] = 0;
        else if (!search->needed[id])
            search->needed[id] = ACCESS_READ | ACCESS_WRITE;
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
static bool search_process(struct search *search, pid_t pid, bool *holds)
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

static bool is_related(const struct search *search, pid_t pid)
{
    struct stat_facts facts;
    for (int i = 0; i < ANCESTORS_MOST && pid > 0; i++, pid = facts.parent) {
        if (task_find(search->trace, pid))
            return true;
        if (proc_stat(pid, &facts) == -1 || facts.kernel || facts.state == 'Z')
            return false;
        for (int s = 0; s < search->session_count; s++)
            if (search->sessions[s] == facts.session)
                return true;
    }
    return false;
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

static void search_all(struct search *search)
{
    int *ids, count = proc_processes(&ids);
    /* With hidepid there may be anybody. proc(5) */
    search->unknown = count == -1 || access("/proc/1/stat", R_OK) == -1;
    search_ours(search);
    int holders = 0;
    for (int i = 0; i < count; i++) {
        bool holds = false;
        if (task_find(search->trace, ids[i]))
            continue;
        if (!search_process(search, ids[i], &holds) &&
            is_related(search, ids[i]))
            search->unknown = true;
        if (holds)
            ids[holders++] = ids[i];
    }
    free(search->trace->look->holders);
    search->trace->look->holders = ids;
    search->trace->look->holder_count = holders;
}

/* ---- telling ---- */

/* A word that lies in nobody else's memory is out of reach for others. */
static bool is_held(const struct search *search, const struct object *object)
{
    switch (object->kind) {
    case OBJECT_PIPE:
    case OBJECT_FIFO:
    case OBJECT_SOCKET: return search->unknown || search->held[object->id];
    case OBJECT_SEMAPHORE:
    case OBJECT_MUTEX:
    case OBJECT_CONDITION:
    case OBJECT_FUTEX: return object->parent && object->outside;
    default: return object->outside;
    }
}

static void tell_memory(const struct search *search)
{
    struct trace *trace = search->trace;
    pid_t *ours = room_for(trace->task_count, sizeof *ours);
    for (int i = 0; i < trace->task_count; i++)
        ours[i] = trace->tasks[i].group;
    for (int id = 1; !search->unknown && id <= trace->world.object_count; id++)
        see_memory_outside(trace, id, ours, trace->task_count);
    free(ours);
}

static void tell(const struct search *search)
{
    struct trace *trace = search->trace;
    for (int id = 1; id <= trace->world.object_count; id++) {
        const struct object *object = world_object(&trace->world, id);
        bool held = is_held(search, object);
        if (held == object->outside)
            continue;
        struct event event = event_make(EVENT_OUTSIDE, 0);
        event.object = id;
        event.value = held;
        (void)trace_emit(trace, &event);
    }
}

/* ---- its price ---- */

static int64_t processor_us(void)
{
    struct timespec used;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return used.tv_sec * INT64_C(1000000) + used.tv_nsec / 1000;
}

bool look_may_search(const struct look *look)
{
    int64_t since = (int64_t)(trace_now_us() - look->outside_us);
    return look->outside_us == 0 || look->credit_us + since / SHARE > 0;
}

/* What is saved while nothing is searched is spent when something happens. */
static void pay(struct look *look, int64_t price)
{
    uint64_t now = trace_now_us();
    if (look->outside_us == 0)
        look->credit_us = CREDIT_US;
    else
        look->credit_us += (int64_t)(now - look->outside_us) / SHARE;
    if (look->credit_us > CREDIT_US)
        look->credit_us = CREDIT_US;
    look->credit_us -= price;
    look->outside_us = now;
}

static void search_open(struct search *search, struct trace *trace)
{
    int objects = trace->world.object_count;
    *search =
        (struct search){ .trace = trace,
                         .needed = room_for(objects, sizeof(int)),
                         .held = room_for(objects, sizeof(bool)),
                         .sessions = room_for(trace->task_count, sizeof(int)) };
    find_needed(search);
}

static void search_close(struct search *search)
{
    free(search->needed);
    free(search->held);
    free(search->sessions);
}

void look_outside(struct trace *trace)
{
    struct search search;
    int64_t begin = processor_us();
    search_open(&search, trace);
    find_sessions(&search);
    search_all(&search);
    tell(&search);
    tell_memory(&search);
    search_close(&search);
    pay(trace->look, processor_us() - begin);
}

/* ---- once more ---- */

bool look_outside_is_due(const struct look *look)
{
    return trace_now_us() - look->outside_us >= AGAIN_US;
}

bool look_outside_is_same(struct trace *trace)
{
    struct search search;
    bool same = true, holds;
    search_open(&search, trace);
    for (int i = 0; i < trace->look->holder_count; i++)
        (void)search_process(&search, trace->look->holders[i], &holds);
    for (int id = 1; id <= trace->world.object_count; id++) {
        const struct object *object = world_object(&trace->world, id);
        same &= !is_sought(object) || search.held[id] == object->outside;
    }
    search_close(&search);
    if (same)
        pay(trace->look, 0);
    return same;
}
