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
// schedule:
// accesses:

void dine(struct table *table, int seat)
{
    pthread_mutex_t *left = &table->forks[seat];
    pthread_mutex_t *right = &table->forks[(seat + 1) % PHILOSOPHERS];

    work();
    /*
     * TODO(6.5b): Mend it. A circle of waiting needs everybody to take in the
     * direction of the circle.
     */
    pthread_mutex_lock(left);  // (a)
    pthread_mutex_lock(right); // (b)
    table->meals[seat]++;
    pthread_mutex_unlock(right);
    pthread_mutex_unlock(left);
}
