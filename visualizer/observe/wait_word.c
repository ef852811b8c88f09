/* wait_word.c - semaphores, mutexes, conditions: sleeping on a word. futex(2) */
#include "observe/wait_rules.h"

void wait_for_word(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)world;
    wait->kind = WAIT_THREAD;
    wait->finite |= thread->timeout_ms >= 0;
    wait_add_threads(process, thread, wait);
}
