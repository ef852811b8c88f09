/* wait_queue.c - message queues and System V semaphore sets. */
#include "observe/wait_rules.h"

void wait_for_message(const struct world *world, const struct process *process,
                      const struct thread *thread, struct wait *wait)
{
    wait_for_something(world, process, thread, wait);
}

void wait_for_space(const struct world *world, const struct process *process,
                    const struct thread *thread, struct wait *wait)
{
    wait_for_something(world, process, thread, wait);
}

void wait_for_semset(const struct world *world, const struct process *process,
                     const struct thread *thread, struct wait *wait)
{
    wait_for_something(world, process, thread, wait);
}
