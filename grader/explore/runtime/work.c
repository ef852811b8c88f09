/* work.c - what a program says that processes may do at the same time.
 *
 * A function work() that is defined in another file than its callers is taken
 * over (--wrap): its begin and its end are steps that depend on no other, so
 * they make no order that matters; parallel.c compares where they lie.
 */
#include "explore/runtime/runtime.h"

void __real_work(void) __attribute__((weak));
void __wrap_work(void);

static void mark(const char *name, uint64_t pc)
{
    if (explored())
        (void)turn((struct operation){ .name = name, .pc = pc });
}

void __wrap_work(void)
{
    mark(BOARD_WORK, CALLER);
    __real_work();
    mark(BOARD_WORKED, CALLER);
}
