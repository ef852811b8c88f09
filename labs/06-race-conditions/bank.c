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
// schedule:
// accesses:

int transfer(struct bank *bank, int from, int to, int amount)
{
    struct account *source = &bank->accounts[from];
    struct account *target = &bank->accounts[to];

    /*
     * TODO(6.10b): Mend it. One lock for the whole bank is right, but then
     * nobody moves anything while a letter is written. A lock for each account:
     * in which order, if another one moves money the other way?
     */
    if (source->balance < amount) // (a)
        return -1;
    work();
    source->balance -= amount; // (b)
    target->balance += amount; // (c)
    return 0;
}
