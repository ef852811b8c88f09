/*
 * table.c - exercise 5.5: philosophers who think, and eat with two forks.
 *
 *   seat n needs fork n and fork n + 1; its neighbours need them, too
 *
 *   all take the left one first:   0 has 0, waits for 1
 *                                  1 has 1, waits for 2
 *                                  2 has 2, waits for 0     for ever
 *
 * A circle needs everybody to wait in the same direction. How do you make one of
 * them wait in the other?
 *
 * What each function must do stands in semaphores.h.
 */
#include <errno.h>

#include "semaphores.h"

struct table {
    int seats;
    /* TODO(5.5a): Which semaphores? */
};

size_t table_size(void)
{
    return sizeof(struct table);
}

int table_init(struct table *table, int seats)
{
    table->seats = seats;
    /* TODO(5.5b): The first values, for several processes. Return 0 or -1. */
    errno = ENOSYS;
    return -1;
}

int table_eat(struct table *table, int seat, int (*eat)(void))
{
    int left = seat, right = (seat + 1) % table->seats;
    int result, saved;

    /*
     * TODO(5.5c): Wait for both forks, so that no circle can come about: if
     * everybody takes the lower number first, who waits for whom?
     */
    (void)left;
    (void)right;
    errno = ENOSYS;
    return -1;
    result = eat();
    saved = errno;
    /* TODO(5.5d): Put both back. */
    errno = saved;
    return result;
}
