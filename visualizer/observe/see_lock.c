/* see_lock.c - locks on files. flock(2), fcntl_locking(2) */
#include "observe/see.h"

void see_lock_entry(struct trace *trace, struct task *task, struct event *event)
{
    (void)task;
    see_descriptor(trace, event, (int)event->arguments[0]);
}
