/*
 * table.c - exercise 4.8: a table that survives a user who dies in the middle.
 *
 *   lock ─► note what is to come ─► first account ─► (dies here) ─► second ─► unlock
 *                                        │
 *                     the next owner: EOWNERDEAD ─► undo ─► consistent ─► goes on
 *
 * The kernel gives the lock of a dead owner to the next one and says so. It knows
 * nothing of the data: what was half done, only the table itself can tell.
 * pthread_mutexattr_setrobust(3), pthread_mutex_consistent(3)
 */
#include <errno.h>

#include "memory.h"

int table_init(struct table *table, int64_t each)
{
    pthread_mutexattr_t shared;
    int error;

    for (int i = 0; i < ACCOUNTS; i++)
        table->account[i] = each;
    table->sum = each * ACCOUNTS;
    table->from = table->to = -1;
    pthread_mutexattr_init(&shared);
    /*
     * TODO(4.8a): 1. Let the lock be used by several processes. 2. Let it
     * survive its owner. 3. Make it (pthread_mutex_init) and put the result
     * into error.
     */
    error = ENOSYS;
    pthread_mutexattr_destroy(&shared);
    errno = error;
    return error == 0 ? 0 : -1;
}

/* With the lock: the transfer that was noted was never made. */
static void undo(struct table *table)
{
    if (table->from == -1)
        return;
    table->account[table->from] = table->from_before;
    table->account[table->to] = table->to_before;
    table->from = -1;
}

/* Returns 0 with the lock, or -1 with errno. */
static int lock_table(struct table *table)
{
    /*
     * TODO(4.8b): 1. Lock. 2. EOWNERDEAD: you have the lock, and the owner
     * before you has died with it. Repair (undo), say that all is well again
     * (pthread_mutex_consistent), and go on. 3. Any other error: errno, -1.
     */
    (void)undo;
    (void)table;
    errno = ENOSYS;
    return -1;
}

int table_move(struct table *table, int from, int to, int64_t amount,
               void (*halfway)(void))
{
    if (lock_table(table) == -1)
        return -1;
    /*
     * TODO(4.8c): 1. Note what both accounts hold now (from_before, to_before)
     * and which they are: to first, from last, since undo looks at from. 2. Take
     * the amount from one, call halfway(), give it to the other. 3. from = -1:
     * nothing is under way. Unlock.
     */
    (void)from;
    (void)to;
    (void)amount;
    (void)halfway;
    pthread_mutex_unlock(&table->lock);
    errno = ENOSYS;
    return -1;
}
