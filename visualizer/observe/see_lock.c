/* see_lock.c - locks on files: who has them. flock(2), fcntl_locking(2)
 *
 *   /proc/PID/fdinfo/N  the locks that this descriptor holds: whose they are,
 *                       also after fork and for locks of an open file (OFD)
 *   /proc/locks         all locks: one that no process of the run accounts for
 *                       is held outside
 */
#include "observe/see.h"

#include "observe/proc_text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>

/* ---- what somebody asks for ---- */

/* text = "write 0-9 ", "read 5-eof ", "write all ", "free all ": what follows
 * the first word are the bytes. Offsets that count from the end or from the
 * position of the file are not followed: then it is all of it. */
static void wanted_range(struct task *task, struct event *event)
{
    struct flock lock;
    if (proc_memory(task->group, (uint64_t)event->arguments[2], &lock,
                    sizeof lock) != (ssize_t)sizeof lock)
        return;
    const char *mode = lock.l_type == F_WRLCK   ? "write"
                       : lock.l_type == F_RDLCK ? "read"
                                                : "free";
    long long start = lock.l_start, length = lock.l_len;
    int made;
    if (length < 0) {
        start += length;
        length = -length;
    }
    if (lock.l_whence != SEEK_SET || start < 0)
        made = asprintf(&event->text, "%s all ", mode);
    else if (length == 0)
        made = asprintf(&event->text, "%s %lld-eof ", mode, start);
    else
        made = asprintf(&event->text, "%s %lld-%lld ", mode, start,
                        start + length - 1);
    if (made == -1)
        event->text = NULL;
}

void see_lock_entry(struct trace *trace, struct task *task, struct event *event)
{
    see_descriptor(trace, event, (int)event->arguments[0]);
    if (call_at(event->call)->role == ROLE_FCNTL) {
        wanted_range(task, event);
        return;
    }
    int operation = (int)event->arguments[1] & ~LOCK_NB;
    event->text = strdup(operation == LOCK_EX   ? "write all "
                         : operation == LOCK_SH ? "read all "
                                                : "free all ");
}

/* ---- what is held ---- */

#define LOCKS_MOST 64

/* One lock; key is the line of the kernel without its number. */
struct held {
    char key[128];
    char type[8], mode[8], start[24], end[24], inode[32];
    pid_t first; /* whose descriptor showed it first, outer pid */
    int first_fd;
    char pids[128]; /* shown pids, "12+13" */
};

struct locks {
    struct held held[LOCKS_MOST];
    int count;
    bool too_many;
};

/* "FLOCK  ADVISORY  WRITE 19764 fe:00:11133706 0 EOF" */
static bool parse(const char *key, struct held *held)
{
    *held = (struct held){ 0 };
    (void)snprintf(held->key, sizeof held->key, "%.*s", (int)strcspn(key, "\n"),
                   key);
    return sscanf(key, "%7s %*s %7s %*d %31s %23s %23s", held->type, held->mode,
                  held->inode, held->start, held->end) == 5;
}

static struct held *find_held(struct locks *locks, const char *key,
                              const struct task *task, int fd)
{
    for (int i = 0; i < locks->count; i++)
        if (strcmp(locks->held[i].key, key) == 0 &&
            ((locks->held[i].first == task->group &&
              locks->held[i].first_fd == fd) ||
             proc_same_file(locks->held[i].first, locks->held[i].first_fd,
                            task->group, fd)))
            return &locks->held[i];
    return NULL;
}

static void add_pid(struct held *held, int pid)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", pid);
    size_t used = strlen(held->pids), last = used;
    while (last > 0 && held->pids[last - 1] != '+')
        last--;
    if (strcmp(held->pids + last, text) == 0)
        return; /* another copy of the same descriptor */
    (void)snprintf(held->pids + used, sizeof held->pids - used, "%s%s",
                   used ? "+" : "", text);
}

static void add_lock(struct locks *locks, const char *key,
                     const struct task *task, int fd)
{
    struct held made;
    if (!parse(key, &made) || strcmp(made.type, "LEASE") == 0)
        return;
    struct held *held = find_held(locks, made.key, task, fd);
    if (!held && locks->count == LOCKS_MOST) {
        locks->too_many = true;
        return;
    }
    if (!held) {
        held = &locks->held[locks->count++];
        *held = made;
        held->first = task->group;
        held->first_fd = fd;
    }
    add_pid(held, task->shown_pid);
}

static void locks_of_descriptor(struct locks *locks, const struct task *task,
                                int fd)
{
    char *info = proc_fdinfo(task->group, fd);
    for (char *line = info ? strstr(info, "\nlock:") : NULL; line;
         line = strstr(line, "\nlock:")) {
        char *key = strchr(line + 6, ':');
        line++;
        if (key)
            add_lock(locks, key + 1 + strspn(key + 1, " "), task, fd);
    }
    free(info);
}

static void locks_of_run(struct trace *trace, int object, struct locks *locks)
{
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        const struct task *task = process_alive(process)
                                      ? task_find_shown(trace, process->pid)
                                      : NULL;
        for (int fd = 0; task && fd < process->descriptor_limit; fd++)
            if (process->descriptors[fd].object == object)
                locks_of_descriptor(locks, task, fd);
    }
}

/* ---- who else has some ---- */

/* "-> " before it stands for one who waits. */
static int count_key(const char *text, const char *key)
{
    int count = 0;
    size_t length = strlen(key);
    for (const char *at = strstr(text, key); at; at = strstr(at + 1, key))
        count += at[length] == '\n' &&
                 (at - text < 3 || strncmp(at - 3, "-> ", 3) != 0);
    return count;
}

static int count_ours(const struct locks *locks, const char *key)
{
    int count = 0;
    for (int i = 0; i < locks->count; i++)
        count += strcmp(locks->held[i].key, key) == 0;
    return count;
}

/* A lock on this file that is none of ours, or one of ours that the kernel does
 * not list: then there may be more that it does not list. */
static bool held_outside(const struct locks *locks)
{
    char *text = proc_text(0, "locks"), inode[36];
    bool outside = !text || locks->count == 0 || locks->too_many;
    for (int i = 0; i < locks->count && !outside; i++)
        outside = count_key(text, locks->held[i].key) !=
                  count_ours(locks, locks->held[i].key);
    (void)snprintf(inode, sizeof inode, " %s ", locks->held[0].inode);
    for (char *line = text; line && *line && !outside;) {
        struct held held;
        size_t length = strcspn(line, "\n");
        bool last = line[length] == '\0';
        line[length] = '\0';
        char *key = strchr(line, ':');
        key = key ? key + 1 + strspn(key + 1, " ") : NULL;
        if (key && strncmp(key, "->", 2) != 0 && strstr(key, inode) &&
            parse(key, &held) && strcmp(held.type, "LEASE") != 0)
            outside = count_ours(locks, held.key) == 0;
        if (!last)
            line[length] = '\n';
        line = last ? NULL : line + length + 1;
    }
    free(text);
    return outside;
}

static bool somebody_waits(const struct trace *trace, int object)
{
    for (int i = 0; i < trace->world.process_count; i++)
        for (int t = 0; t < trace->world.processes[i].thread_count; t++) {
            const struct thread *thread = &trace->world.processes[i].threads[t];
            enum call_role role =
                thread->call >= 0 ? call_at(thread->call)->role : ROLE_NONE;
            if (thread->asleep && thread->object == object &&
                (role == ROLE_LOCK || role == ROLE_FCNTL))
                return true;
        }
    return false;
}

/* facts: "locks=2 locks_outside=0 lock=flock:write:12+13:0:eof lock=posix:..." */
static char *words_of(const struct locks *locks, bool waited_for)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    (void)fprintf(out, "locks=%d", locks->count);
    if (waited_for)
        (void)fprintf(out, " locks_outside=%d", held_outside(locks));
    for (int i = 0; i < locks->count; i++) {
        const struct held *held = &locks->held[i];
        (void)fprintf(out, " lock=%s:%s:%s:%s:%s",
                      held->type[0] == 'F'   ? "flock"
                      : held->type[0] == 'O' ? "ofd"
                                             : "posix",
                      held->mode[0] == 'W' ? "write" : "read", held->pids,
                      held->start, held->end[0] == 'E' ? "eof" : held->end);
    }
    return fclose(out) == 0 ? text : NULL;
}

void see_lock_ask(struct trace *trace, const struct object *object)
{
    static struct locks locks;
    bool waited_for = somebody_waits(trace, object->id);
    locks = (struct locks){ 0 };
    locks_of_run(trace, object->id, &locks);
    if (locks.count > 0 || waited_for || object_fact(object, "locks", 0) > 0)
        see_state(trace, object, object->fill, object->capacity, object->owner,
                  words_of(&locks, waited_for));
}

/* Who ends or closes gives up its locks: where some were, they are asked for. */
bool see_may_be_locked(const struct trace *trace, int id)
{
    const struct object *object = world_object(&trace->world, id);
    if (object->kind != OBJECT_FILE && object->kind != OBJECT_MEMORY)
        return false;
    if (object_fact(object, "locks", 0) > 0)
        return true;
    for (size_t i = trace->looked; i < trace->log.count; i++) {
        const struct event *event = log_at(&trace->log, i);
        const struct call_info *info = call_at(event->call);
        if (event->object == id && info &&
            (info->role == ROLE_LOCK || info->role == ROLE_FCNTL))
            return true;
    }
    return false;
}
