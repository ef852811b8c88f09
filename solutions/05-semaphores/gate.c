/*
 * gate.c - exercises 5.1 and 5.2: a semaphore with a name.
 *
 *   5.1  gate_make, gate_find, gate_pass, gate_remove          one at a time
 *   5.2  gate_try, gate_within                               now, or in time
 *
 *   process A                /dev/shm/sem.x                process B
 *   sem_open("/x") ------->  value, sleepers  <------- sem_open("/x")
 *
 * Processes that have nothing in common but a name meet at such a semaphore.
 * The name outlives them all, and its value does, too.
 *
 * What each function must do stands in semaphores.h. Read sem_overview(7).
 */
#include <errno.h>
#include <fcntl.h>
#include <time.h>

#include "semaphores.h"

/* ---- 5.1 one at a time --------------------------------------------------- */

sem_t *gate_make(const char *name, unsigned permits)
{
    /*
     * TODO(5.1a): 1. Take away what an earlier run has left under this name;
     * that there is nothing is no error. 2. Make a new one, mode 0600, that has
     * all its permits, and insist that it is new (O_EXCL). 3. sem_open says
     * SEM_FAILED, the caller wants NULL.
     */
    /* SOLUTION(5.1a) */
    sem_t *gate;

    if (sem_unlink(name) == -1 && errno != ENOENT)
        return NULL;
    gate = sem_open(name, O_CREAT | O_EXCL, 0600, permits);
    return gate == SEM_FAILED ? NULL : gate; /* DOC: a-new-one */
    /* STARTER(5.1a)
    (void)name;
    (void)permits;
    errno = ENOSYS;
    return NULL;
    END(5.1a) */
}

sem_t *gate_find(const char *name)
{
    /* TODO(5.1b): Open the one that is there; with which flags? */
    /* SOLUTION(5.1b) */
    sem_t *gate = sem_open(name, 0);

    return gate == SEM_FAILED ? NULL : gate;
    /* STARTER(5.1b)
    (void)name;
    errno = ENOSYS;
    return NULL;
    END(5.1b) */
}

/* The caller has a permit: goes inside with it, and gives it back. */
static int go_inside(sem_t *gate, int (*inside)(void))
{
    /*
     * TODO(5.1c): 1. Call inside. 2. Give the permit back, whatever inside has
     * returned. 3. Return that, with the errno that inside has left.
     */
    /* SOLUTION(5.1c) */
    int result = inside();
    int saved = errno;

    sem_post(gate); /* DOC: on-every-path */
    errno = saved;
    return result;
    /* STARTER(5.1c)
    (void)gate;
    (void)inside;
    errno = ENOSYS;
    return -1;
    END(5.1c) */
}

int gate_pass(sem_t *gate, int (*inside)(void))
{
    /*
     * TODO(5.1d): 1. Wait for a permit. A wait that a signal handler has
     * interrupted has not got one: again. 2. Any other error: -1. 3. Go inside.
     */
    /* SOLUTION(5.1d) */
    while (sem_wait(gate) == -1) { /* DOC: interrupted-has-nothing */
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
    /* STARTER(5.1d)
    (void)go_inside;
    (void)gate;
    (void)inside;
    errno = ENOSYS;
    return -1;
    END(5.1d) */
}

void gate_remove(const char *name, sem_t *gate)
{
    int saved = errno;

    /* TODO(5.1e): Two calls: one for the semaphore, one for its name. */
    /* SOLUTION(5.1e) */
    sem_close(gate);
    sem_unlink(name);
    /* STARTER(5.1e)
    (void)name;
    (void)gate;
    END(5.1e) */
    errno = saved;
}

/* ---- 5.2 now, or in time ------------------------------------------------- */

int gate_try(sem_t *gate, int (*inside)(void))
{
    /*
     * TODO(5.2a): Take a permit if there is one, in one step that never sleeps.
     * (What sem_getvalue has told may be over when you use it.) Then go inside.
     */
    /* SOLUTION(5.2a) */
    while (sem_trywait(gate) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
    /* STARTER(5.2a)
    (void)gate;
    (void)inside;
    errno = ENOSYS;
    return -1;
    END(5.2a) */
}

int gate_within(sem_t *gate, int milliseconds, int (*inside)(void))
{
    struct timespec moment;

    /*
     * TODO(5.2b): 1. When is the time over? sem_timedwait wants a moment by
     * CLOCK_REALTIME, with less than a second in tv_nsec. 2. Wait until then.
     * Interrupted: again, with the same moment. 3. Any other error, ETIMEDOUT
     * too: you have no permit, -1. 4. Go inside.
     */
    /* SOLUTION(5.2b) */
    clock_gettime(CLOCK_REALTIME, &moment);
    moment.tv_sec += milliseconds / 1000;
    moment.tv_nsec += milliseconds % 1000 * 1000000L;
    if (moment.tv_nsec >= 1000000000) { /* DOC: a-moment */
        moment.tv_sec++;
        moment.tv_nsec -= 1000000000;
    }
    while (sem_timedwait(gate, &moment) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
    /* STARTER(5.2b)
    (void)moment;
    (void)gate;
    (void)milliseconds;
    (void)inside;
    errno = ENOSYS;
    return -1;
    END(5.2b) */
}
