/* word.h - what a word is on which somebody sleeps, told from its bytes.
 *
 *   futex operation, expected value ─┐
 *   C function that was called ──────┼─► semaphore, mutex, condition, ...
 *   bytes around the word ───────────┘   value, owner, waiters
 *
 * The kernel knows words only. Their use is the C library's secret: the layouts
 * are those of glibc 2.25 to 2.40 on 64-bit machines, and each is checked against
 * what must be true of it while somebody sleeps. What does not fit is not
 * believed. Pure functions, no process is asked here. futex(2)
 */
#ifndef OBSERVE_WORD_H
#define OBSERVE_WORD_H

#include "observe/event.h"

#include <sys/types.h>

#define WORD_BYTES 48 /* the largest, a condition variable */

struct word_sleep {
    uint64_t address;                 /* of the word given to futex */
    int operation;                    /* futex's second argument */
    uint32_t expected;                /* ... and its third */
    const char *callee;               /* the C function, NULL = not known */
    unsigned char before[WORD_BYTES]; /* bytes up to address & ~7 */
    unsigned char after[WORD_BYTES];  /* bytes from address & ~7 */
};

struct word {
    enum object_kind kind;
    const char *label; /* "semaphore", "rwlock", ... */
    uint64_t address;  /* where the semaphore, mutex ... begins */
    size_t size;       /* if that is not known, of what it lies in; else 1 */
    bool thread;       /* none of these: the end of thread `expected` */
};
void word_recognise(const struct word_sleep *sleep, struct word *word);

/* The name of a C function as its users know it: without prefixes. */
const char *word_function(const char *name);

/* Is the sleep one that only threads of the same process can end? */
bool word_is_private(int operation);

/* The clock on which its time-out is a moment; -1: it is a duration. */
clockid_t word_clock(int operation);

struct word_state {
    int64_t fill;    /* value, locked or not, or number of waiters */
    int64_t waiters; /* -1 = not told */
    int owner;       /* tid as its own process sees it; 0 = none */
    bool shared;     /* made for several processes */
    bool robust;     /* the lock of one who died is passed on */
    bool type_told;  /* the next two are known */
    bool recursive, checked;
};

/* The state from the WORD_BYTES at its beginning. Returns false if they cannot
 * be those of such an object. */
bool word_read(enum object_kind kind, const unsigned char *bytes,
               struct word_state *state);

#endif
