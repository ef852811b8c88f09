/* wait_lock.c - waiting for a lock on a file. flock(2), fcntl_locking(2)
 *
 *   what is asked for   text of the call   "write 0-9 "
 *   what is held        fact of the file   "lock=posix:read:14:0:9"
 */
#include "observe/wait_rules.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct range {
    bool write;
    long long start, end; /* the last byte */
};

#define WHOLE_FILE INT64_MAX

static bool asked(const char *text, struct range *range)
{
    char mode[8];
    int used = 0;
    *range = (struct range){ .end = WHOLE_FILE };
    if (!text || sscanf(text, "%7s %n", mode, &used) != 1)
        return false;
    range->write = strcmp(mode, "write") == 0;
    if (strncmp(text + used, "all", 3) != 0 &&
        sscanf(text + used, "%lld-%lld", &range->start, &range->end) < 1)
        return false;
    return true;
}

struct lock {
    char type[8], pids[128];
    struct range range;
};

/* "flock:write:12+13:0:eof" */
static bool held(const char *text, struct lock *lock)
{
    char mode[8], end[24];
    *lock = (struct lock){ .range.end = WHOLE_FILE };
    if (sscanf(text, "lock=%7[^:]:%7[^:]:%127[^:]:%lld:%23[^ ]", lock->type,
               mode, lock->pids, &lock->range.start, end) != 5)
        return false;
    lock->range.write = strcmp(mode, "write") == 0;
    if (strcmp(end, "eof") != 0)
        lock->range.end = strtoll(end, NULL, 10);
    return true;
}

/* flock knows only of flock; a process never waits for a POSIX lock of its own,
 * but it may for one of an open file of its own. */
static bool conflicts(const struct wait *wait, bool flock,
                      const struct range *range, const struct lock *lock,
                      bool posix)
{
    if (flock != (strcmp(lock->type, "flock") == 0))
        return false;
    if (posix && strcmp(lock->type, "posix") == 0 &&
        atoi(lock->pids) == wait->pid)
        return false;
    return (range->write || lock->range.write) &&
           range->start <= lock->range.end && lock->range.start <= range->end;
}

static int descriptor_of(const struct world *world, int pid, int object)
{
    const struct process *process = world_process(world, pid);
    for (int fd = 0; process && fd < process->descriptor_limit; fd++)
        if (process->descriptors[fd].object == object)
            return fd;
    return -1;
}

/* Only a holder can free it, and each of those who share an open file can. */
static void add_pids(const struct world *world, struct wait *wait,
                     const char *pids)
{
    for (const char *at = pids; at; at = strchr(at, '+')) {
        at += *at == '+';
        int pid = atoi(at);
        wait_add(wait, pid, wait->object,
                 descriptor_of(world, pid, wait->object));
    }
}

void wait_for_lock(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)process;
    const struct object *file = world_object(world, thread->object);
    bool flock = call_at(thread->call)->role == ROLE_LOCK;
    bool posix = !flock && thread->arguments[1] != F_OFD_SETLKW;
    struct range range;
    struct lock lock;
    wait->kind = WAIT_LOCK;
    if (!file || object_fact(file, "locks_outside", 1) ||
        !asked(thread->watched, &range)) {
        wait->outside = true;
        return;
    }
    for (const char *at = strstr(file->facts, " lock="); at;
         at = strstr(at, " lock="))
        if (held(++at, &lock) && conflicts(wait, flock, &range, &lock, posix))
            add_pids(world, wait, lock.pids);
    if (wait->waker_count == 0)
        wait->outside = true; /* whoever has it, it is none of ours */
}
