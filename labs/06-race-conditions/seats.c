/*
 * seats.c - exercise 6.2: what you have seen may be over when you act on it.
 *
 *   customer B   free?  yes ────────── pays ─── takes it
 *   customer C              free?  yes ── pays ─────────── takes it, too
 *
 * What book and claim must do stands in race.h.
 */
#include <fcntl.h>
#include <unistd.h>

#include "race.h"

/*
 * TODO(6.2a): Break book: an order in which B and C pay for the same seat. How
 * few switches from one to the other does it take?
 */
// schedule:
// accesses:

int book(struct hall *hall, int seat, int customer)
{
    /* TODO(6.2b): Mend it: to see that it is free and to take it is one step.
     * Who pays must not keep those from paying who want another seat. */
    if (hall->seats[seat] != 0) // (a)
        return -1;
    work();
    hall->seats[seat] = customer; // (b)
    return 0;
}

int claim(const char *path)
{
    /* TODO(6.2c): The same with a file: which flag makes one step of it? */
    int fd = -1;

    if (access(path, F_OK) == -1)
        fd = open(path, O_CREAT | O_WRONLY, 0600);

    if (fd == -1)
        return -1;
    close(fd);
    return 0;
}
