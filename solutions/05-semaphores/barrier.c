/*
 * barrier.c - exercise 5.6: all of them, or nobody yet; again and again.
 *
 *   round 1                     round 2
 *   A ──────────┐ in ─► ┌ out ─► ──────┐ in ─► ...
 *   B ──┐       │       │              │
 *   C ──┴───────┴───────┴──────────────┘
 *        the last one opens the first gate for all; and when all are through,
 *        the last one opens the second gate, behind which the next round begins
 *
 * With one gate alone, a fast process could come back and take the permit that
 * was meant for a slow one.
 *
 * What each function must do stands in semaphores.h.
 */
#include <errno.h>

#include "semaphores.h"

struct barrier {
    int processes;
    /* TODO(5.6a): Which semaphores, and what must be counted? */
    /* SOLUTION(5.6a) */
    sem_t turn; /* 0 while somebody changes count */
    int count;  /* who has come, and has not left */
    sem_t in, out;
    /* STARTER(5.6a)
    END(5.6a) */
};

size_t barrier_size(void)
{
    return sizeof(struct barrier);
}

int barrier_init(struct barrier *barrier, int processes)
{
    barrier->processes = processes;
    /* TODO(5.6b): The first values, for several processes. Return 0 or -1. */
    /* SOLUTION(5.6b) */
    if (sem_init(&barrier->turn, 1, 1) == -1 ||
        sem_init(&barrier->in, 1, 0) == -1 ||
        sem_init(&barrier->out, 1, 0) == -1)
        return -1;
    return 0;
    /* STARTER(5.6b)
    errno = ENOSYS;
    return -1;
    END(5.6b) */
}

/* Opens a gate for all processes. Finished code. */
static void open_for_all(const struct barrier *barrier, sem_t *gate)
{
    for (int i = 0; i < barrier->processes; i++)
        sem_post(gate);
}

int barrier_wait(struct barrier *barrier)
{
    /*
     * TODO(5.6c): 1. With the turn: one more has come; if all have, open the
     * first gate for all. 2. Wait at the first gate. 3. With the turn: one less;
     * if nobody is left, open the second gate for all. 4. Wait there. Return 0.
     */
    /* SOLUTION(5.6c) */
    wait_for(&barrier->turn);
    if (++barrier->count == barrier->processes)
        open_for_all(barrier, &barrier->in);
    sem_post(&barrier->turn);
    wait_for(&barrier->in);
    wait_for(&barrier->turn);
    if (--barrier->count == 0)
        open_for_all(barrier, &barrier->out);
    sem_post(&barrier->turn);
    wait_for(&barrier->out); /* DOC: two-gates */
    return 0;
    /* STARTER(5.6c)
    (void)barrier;
    (void)open_for_all;
    errno = ENOSYS;
    return -1;
    END(5.6c) */
}
