/* words_queue.h - queues, semaphore sets and shared memory in words. */
#ifndef TUI_WORDS_QUEUE_H
#define TUI_WORDS_QUEUE_H

#include "observe/world.h"

#include <stdio.h>

/* A call that enters or returns without an error. False, and nothing printed,
 * if it is about something else. */
bool words_enter_queue(FILE *out, const struct world *world,
                       const struct event *event);
bool words_leave_queue(FILE *out, const struct world *world,
                       const struct event *event);

/* What is in it, from the world after the event: " holds 3 of 10 messages". */
bool words_fill_queue(FILE *out, const struct world *world,
                      const struct event *event);

/* What it means for an object to be removed. */
void words_print_removed(FILE *out, const struct world *world,
                         const struct event *event);

#endif
