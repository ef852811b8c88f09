/* cause_blame.h - what the cause files share; nobody else's.
 *
 *   cause.c      the circle, and whom to ask
 *   cause_pipe.c a byte stream stands still
 *   cause_lock.c locks, semaphores, queues, partners, signals
 *   cause_text.c, cause_chain.c  in words
 */
#ifndef OBSERVE_CAUSE_BLAME_H
#define OBSERVE_CAUSE_BLAME_H

#include "observe/cause.h"

/* The first thread of a process that waits for somebody of the run. */
bool cause_wait(const struct world *world, int pid, struct wait *wait);

/* The wait of this very thread; of another one of its process if it has none. */
bool cause_wait_of(const struct world *world, const struct link *link,
                   struct wait *wait);

/* Of all who could end the wait, the one to follow; NULL if there is none. */
const struct waker *cause_follow(const struct world *world,
                                 const struct wait *wait);

/* Fills in the kind, and everything that follows from who waits and who should
 * have ended it. */
void cause_blame(const struct world *world, struct cause *cause,
                 enum cause_kind kind, const struct wait *wait,
                 const struct waker *waker);

/* Blame for a wait in the circle, if it is the blameworthy one. */
bool cause_blame_reader(const struct world *world, const struct wait *wait,
                        struct cause *cause);
bool cause_blame_writer(const struct world *world, const struct log *log,
                        const struct wait *wait, struct cause *cause);
bool cause_blame_other(const struct world *world, const struct wait *wait,
                       struct cause *cause);

/* The name for a wait that nobody of the run could end. */
enum cause_kind cause_of_lonely(const struct world *world,
                                const struct log *log, const struct wait *wait);

/* Why, for all kinds that are not about byte streams (cause_chain.c). */
char *cause_because_other(const struct world *world, const struct cause *cause);

#endif
