/*
 * bank.c - exercise 6.10: the same money, spent twice.
 *
 *   B   100 there? yes ──────────────── takes 100
 *   C                   100 there? yes ─────────── takes 100: -100 are left
 *
 * What transfer must do stands in race.h.
 */
#include "race.h"

/* TODO(6.10a): Break it: B and C spend the same money. */
/* SOLUTION(6.10a) */
// schedule: B CCCCCCC B
// accesses: a b
/* STARTER(6.10a)
// schedule:
// accesses:
END(6.10a) */

int transfer(struct bank *bank, int from, int to, int amount)
{
    struct account *source = &bank->accounts[from];
    struct account *target = &bank->accounts[to];

    /*
     * TODO(6.10b): Mend it. One lock for the whole bank is right, but then
     * nobody moves anything while a letter is written. A lock for each account:
     * in which order, if another one moves money the other way?
     */
    /* SOLUTION(6.10b) */
    struct account *first = from < to ? source : target;
    struct account *second = from < to ? target : source;
    int result = -1;

    pthread_mutex_lock(&first->tools.mutex); /* DOC: by-number */
    pthread_mutex_lock(&second->tools.mutex);
    if (source->balance >= amount) {
        source->balance -= amount;
        target->balance += amount;
        result = 0;
    }
    pthread_mutex_unlock(&second->tools.mutex);
    pthread_mutex_unlock(&first->tools.mutex);
    if (result == 0)
        work();
    return result;
    /* STARTER(6.10b)
    if (source->balance < amount) // (a)
        return -1;
    work();
    source->balance -= amount; // (b)
    target->balance += amount; // (c)
    return 0;
    END(6.10b) */
}
