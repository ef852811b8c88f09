/*
 * forks.c - exercise 6.5: each has one, and waits for what another one has.
 *
 *          B
 *        /   \        everybody takes the fork to his left first, and then
 *       0     1       there is none to anybody's right
 *      /       \
 *     D ── 2 ── C
 *
 * What dine must do stands in race.h.
 */
#include "race.h"

/* TODO(6.5a): Break it: an order in which nobody ever eats. */
/* SOLUTION(6.5a) */
// schedule: BBB CCC DDD
// accesses: a b
/* STARTER(6.5a)
// schedule:
// accesses:
END(6.5a) */

void dine(struct table *table, int seat)
{
    pthread_mutex_t *left = &table->forks[seat];
    pthread_mutex_t *right = &table->forks[(seat + 1) % PHILOSOPHERS];

    work();
    /*
     * TODO(6.5b): Mend it. A circle of waiting needs everybody to take in the
     * direction of the circle.
     */
    /* SOLUTION(6.5b) */
    pthread_mutex_lock(left < right ? left : right); /* DOC: one-order */
    pthread_mutex_lock(left < right ? right : left);
    /* STARTER(6.5b)
    pthread_mutex_lock(left);  // (a)
    pthread_mutex_lock(right); // (b)
    END(6.5b) */
    table->meals[seat]++;
    pthread_mutex_unlock(right);
    pthread_mutex_unlock(left);
}
