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
    /* SOLUTION(5.5a) */
    sem_t forks[SEATS_MAX]; /* each 1 while the fork lies there */
    /* STARTER(5.5a)
    END(5.5a) */
};

size_t table_size(void)
{
    return sizeof(struct table);
}

int table_init(struct table *table, int seats)
{
    table->seats = seats;
    /* TODO(5.5b): The first values, for several processes. Return 0 or -1. */
    /* SOLUTION(5.5b) */
    for (int fork = 0; fork < seats; fork++) {
        if (sem_init(&table->forks[fork], 1, 1) == -1)
            return -1;
    }
    return 0;
    /* STARTER(5.5b)
    errno = ENOSYS;
    return -1;
    END(5.5b) */
}

int table_eat(struct table *table, int seat, int (*eat)(void))
{
    int left = seat, right = (seat + 1) % table->seats;
    int result, saved;

    /*
     * TODO(5.5c): Wait for both forks, so that no circle can come about: if
     * everybody takes the lower number first, who waits for whom?
     */
    /* SOLUTION(5.5c) */
    int lower = left < right ? left : right;
    int higher = left < right ? right : left;

    wait_for(&table->forks[lower]); /* DOC: the-same-order */
    wait_for(&table->forks[higher]);
    /* STARTER(5.5c)
    (void)left;
    (void)right;
    errno = ENOSYS;
    return -1;
    END(5.5c) */
    result = eat();
    saved = errno;
    /* TODO(5.5d): Put both back. */
    /* SOLUTION(5.5d) */
    sem_post(&table->forks[left]);
    sem_post(&table->forks[right]);
    /* STARTER(5.5d)
    END(5.5d) */
    errno = saved;
    return result;
}
