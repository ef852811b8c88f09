/* wait_process.c - waiting for children, signals and time. */
#include "observe/wait_rules.h"

#include <string.h>
#include <sys/types.h>

void wait_for_child(const struct world *world, const struct process *parent,
                    const struct thread *thread, struct wait *wait)
{
    int64_t wanted = thread->arguments[0];
    bool any = strcmp(call_at(thread->call)->name, "waitid") == 0 ||
               (pid_t)wanted <= 0;
    wait->kind = WAIT_CHILD;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *child = &world->processes[i];
        if (child->parent == parent->pid && process_alive(child) &&
            (any || child->pid == (pid_t)wanted))
            wait_add(wait, child->pid, 0, -1);
    }
}

void wait_for_signal(const struct world *world, const struct process *process,
                     const struct thread *thread, struct wait *wait)
{
    (void)world, (void)process;
    wait->kind = WAIT_SIGNAL;
    wait->finite |= thread->timeout_ms >= 0;
}

void wait_for_time(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)world, (void)process, (void)thread;
    wait->kind = WAIT_TIME;
    wait->finite = true;
}

void wait_for_something(const struct world *world,
                        const struct process *process,
                        const struct thread *thread, struct wait *wait)
{
    (void)world, (void)process, (void)thread;
    wait->kind = WAIT_OTHER;
    wait->outside = true;
}
