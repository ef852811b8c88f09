/*
 * tally.c - exercise 6.6: a handler comes between two steps of its own process.
 *
 *   main flow   load 1 ─┐               ┌─ store 2      two letters, one counted
 *   handler             └─ load 1, store 2 ─┘
 *
 * What these functions must do stands in race.h.
 */
#include <signal.h>
#include <stddef.h>

#include "race.h"

/* TODO(6.6a): Break it. B serves, C sends the signal once; the handler's steps
 * are B's. Of the two accesses one is the handler's. */
// schedule:
// accesses:

static struct tally *here; /* what the handler works on */

static void answer_at_once(int number)
{
    (void)number;
    /* TODO(6.6b): Mend it, here or below: either the handler cannot come just
     * then, or it leaves `done` alone. */
    here->done++; // (a)
}

void begin_to_serve(struct tally *tally)
{
    struct sigaction action = { .sa_handler = answer_at_once };

    here = tally;
    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR1, &action, NULL);
}

void serve(struct tally *tally, int letters)
{
    for (int i = 0; i < letters; i++) {
        work();
        /* TODO(6.6c): The main flow's side. */
        int now = tally->done; // (b)

        tally->done = now + 1; // (c)
    }
}

void end_of_service(struct tally *tally)
{
    /* TODO(6.6d): Whatever you still have to count. Maybe nothing. */
    (void)tally;
}
