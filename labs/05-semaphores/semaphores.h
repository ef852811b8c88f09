/*
 * semaphores.h - the functions of lab 05, documented like manual pages.
 *
 *                  value 2            value 0
 *   sem_wait       -> 1, goes on      sleeps until there is one
 *   sem_post       -> 3               -> 1, or one sleeper goes on with it
 *
 * A semaphore is a number that is never below 0, and a place to sleep. What it
 * counts is up to you: whoever may go in, free places, things that are ready.
 * It knows nothing of owners: anybody may post, and nobody is missed who died.
 *
 * Conventions of every function here:
 * - It returns -1 (or NULL) and sets errno on an error, and then leaves nothing
 *   behind: no name, no set, no child, and no permit taken.
 * - A signal handler that interrupts it is no error (EINTR never comes out).
 * - It sleeps in the kernel while it has to wait, and never asks in a loop.
 * - Names and keys come in as arguments; none is ever fixed.
 * - Memory for a struct that processes share is zeroed, shared, and the
 *   caller's.
 */
#ifndef SEMAPHORES_H
#define SEMAPHORES_H

#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* ---- 5.1: one at a time (gate.c) ----------------------------------------- */

/*
 * Makes the gate `name`: a named semaphore for its owner alone (mode 0600),
 * with so many permits. One of this name that an earlier run has left is
 * removed first, whatever its value was.
 * name   as sem_open takes it ("/x")     permits   1 or more
 * Returns the semaphore, or NULL. It is the caller's, for gate_remove; the name
 * stays until then, so that others find it.
 * Errors: those of sem_unlink but ENOENT, and of sem_open.
 *                                   sem_overview(7) sem_open(3) sem_unlink(3)
 */
sem_t *gate_make(const char *name, unsigned permits);

/*
 * Finds the gate that somebody has made; never makes one.
 * Returns the semaphore, which the caller gives back with sem_close, or NULL.
 * Errors: those of sem_open; ENOENT when there is none.            sem_open(3)
 */
sem_t *gate_find(const char *name);

/*
 * Waits for a permit, calls inside with it, and gives it back, whatever inside
 * has returned. So at most as many processes are inside as there are permits.
 * Returns what inside returned (errno is its own). Errors: those of sem_wait
 * but EINTR.                                            sem_wait(3) sem_post(3)
 */
int gate_pass(sem_t *gate, int (*inside)(void));

/* Closes the gate and takes its name away; errno stays.  sem_close(3)
 * sem_unlink(3) */
void gate_remove(const char *name, sem_t *gate);

/* ---- 5.2: now, or in time (gate.c) --------------------------------------- */

/*
 * As gate_pass, but it never sleeps: with no permit free it fails with EAGAIN,
 * and inside is not called.                                       sem_trywait(3)
 */
int gate_try(sem_t *gate, int (*inside)(void));

/*
 * As gate_pass, but it waits `milliseconds` (0 or more) at most: then it fails
 * with ETIMEDOUT, and inside is not called.     sem_timedwait(3) clock_gettime(2)
 */
int gate_within(sem_t *gate, int milliseconds, int (*inside)(void));

#endif
