/* see_word.c - semaphores, mutexes, conditions: words that somebody sleeps on.
 *
 * futex(2) */
#include "observe/see.h"

void see_word_entry(struct trace *trace, struct task *task, struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_word_ask(struct trace *trace, const struct object *object)
{
    (void)trace, (void)object;
}
