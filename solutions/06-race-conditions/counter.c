/*
 * counter.c - exercise 6.1: what is one line to you is three steps to others.
 *
 *   door B    load 5          store 6
 *   door C           load 5           store 6      two came in, one was counted
 *
 * What let_in must do stands in race.h.
 */
#include "race.h"

/*
 * TODO(6.1a): Break it. In which order of steps is a visitor not counted? Write
 * it behind "schedule:", one letter for each step: B is the first door, C the
 * second; what you leave out at the end is done by whoever runs. make explore
 * EX=6.1 shows what happens then. Behind "accesses:" write the letters of two
 * steps, one of each door, whose order matters.
 */
/* SOLUTION(6.1a) */
// schedule: BBBB CCCCC B
// accesses: b c
/* STARTER(6.1a)
// schedule:
// accesses:
END(6.1a) */

void let_in(struct counter *counter, int visitors)
{
    /* TODO(6.1b): Mend it: nothing may come between load and store. */
    /* SOLUTION(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        sem_wait(&counter->tools.semaphore); /* DOC: three-steps */
        counter->inside++;
        sem_post(&counter->tools.semaphore);
    }
    /* STARTER(6.1b)
    for (int i = 0; i < visitors; i++) {
        if (counter->closed) // (a)
            return;
        work();
        int now = counter->inside; // (b)
        counter->inside = now + 1; // (c)
    }
    END(6.1b) */
}
