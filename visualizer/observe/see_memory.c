/* see_memory.c - memory that processes share. mmap(2), shm_overview(7) */
#include "observe/see.h"

void see_map_done(struct trace *trace, struct task *task, struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_memory_ask(struct trace *trace, const struct object *object)
{
    (void)trace, (void)object;
}

void see_mappings(struct trace *trace, struct task *task)
{
    (void)trace, (void)task;
}
