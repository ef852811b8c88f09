/* see_timer.c - what ends by itself or sends a signal later. */
#include "observe/see.h"

#include <string.h>

/* value = 0 disarmed, 1 once, 2 again and again */
void see_timer_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace;
    const char *name = call_at(event->call)->name;
    int64_t words[4] = { 0 }; /* interval, then value: two words each */
    if (strcmp(name, "alarm") == 0) {
        event->value = event->arguments[0] != 0;
        return;
    }
    int index = strcmp(name, "setitimer") == 0 ? 1 : 2;
    (void)proc_memory(task->group, (uint64_t)event->arguments[index], words,
                      sizeof words);
    bool armed = words[2] || words[3], again = words[0] || words[1];
    event->value = armed ? 1 + again : 0;
}

void see_sleep_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace, (void)task;
    event->value = -1;
}

void see_pause_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace;
    event->value = -1;
    if (strcmp(call_at(event->call)->name, "rt_sigtimedwait") == 0)
        event->value = see_timeout(task, (uint64_t)event->arguments[2]);
}

void see_counter_ask(struct trace *trace, const struct object *object)
{
    (void)trace, (void)object;
}
