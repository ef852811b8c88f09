/* wait_event.c - several descriptors at once, and locks on files. */
#include "observe/wait_rules.h"

#include <stdio.h>

void wait_for_event(const struct world *world, const struct process *process,
                    const struct thread *thread, struct wait *wait)
{
    wait->kind = WAIT_EVENT;
    wait->finite |= thread->timeout_ms >= 0;
    if (!thread->watched) {
        wait->outside = true; /* epoll: its set is not looked into */
        return;
    }
    const char *at = thread->watched;
    char mode;
    int fd, used, count = 0;
    while (sscanf(at, "%c%d %n", &mode, &fd, &used) == 2) {
        const struct descriptor *watched = world_descriptor(process, fd);
        /* Who watches one descriptor only waits as in read or write. */
        wait->kind = ++count > 1   ? WAIT_EVENT
                     : mode == 'w' ? WAIT_ROOM
                     : mode == 'r' ? WAIT_DATA
                                   : WAIT_EVENT;
        wait->fd = count > 1 ? -1 : fd;
        wait->object = count > 1 || !watched ? 0 : watched->object;
        wait_add_ready(world, process, fd,
                       mode == 'w'   ? ACCESS_WRITE
                       : mode == 'r' ? ACCESS_READ
                                     : ACCESS_READ | ACCESS_WRITE,
                       wait);
        at += used;
    }
}

void wait_for_lock(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)process;
    wait->kind = WAIT_LOCK;
    wait_add_holders(world, wait, thread->object, ACCESS_READ | ACCESS_WRITE);
}
