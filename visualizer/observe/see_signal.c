/* see_signal.c - which signals are blocked, pending, caught. proc(5) */
#include "observe/see.h"

void see_signals(struct trace *trace, struct task *task)
{
    (void)trace, (void)task;
}
