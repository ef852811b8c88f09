/* wait_socket.c - connecting and accepting. */
#include "observe/wait_rules.h"

void wait_for_partner(const struct world *world, const struct process *process,
                      const struct thread *thread, struct wait *wait)
{
    wait_for_something(world, process, thread, wait);
}
