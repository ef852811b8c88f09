/* semaphore.c - POSIX semaphores: tried with sem_trywait, never waited for. */
#include "explore/runtime/runtime.h"

#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#define TAKES (STEP_READS | STEP_WRITES | STEP_ATOMIC | STEP_ACQUIRES)

static struct operation on(sem_t *semaphore, const char *name, uint16_t flags,
                           uint64_t pc)
{
    struct operation op = {
        .name = name, .pc = pc, .size = sizeof *semaphore, .flags = flags
    };
    memory_place(semaphore, &op);
    return op;
}

static uint64_t value_of(sem_t *semaphore)
{
    int value = 0;
    sem_getvalue(semaphore, &value);
    return (uint64_t)value;
}

static int take(sem_t *semaphore, struct operation op)
{
    for (;;) {
        struct step *step = turn(op);
        step->before = value_of(semaphore);
        if (REAL(sem_trywait)(semaphore) == 0) {
            step->after = value_of(semaphore);
            look_forget();
            me()->timed = false;
            return 0;
        }
        if (errno != EAGAIN || !blocked_on(op))
            return -1;
    }
}

int sem_wait(sem_t *semaphore)
{
    if (!explored())
        return REAL(sem_wait)(semaphore);
    return take(semaphore, on(semaphore, "sem_wait", TAKES, CALLER));
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict at)
{
    if (!explored())
        return REAL(sem_timedwait)(semaphore, at);
    time_until(at);
    return take(semaphore, on(semaphore, "sem_timedwait", TAKES, CALLER));
}

int sem_clockwait(sem_t *restrict semaphore, clockid_t clock,
                  const struct timespec *restrict at)
{
    (void)clock;
    if (!explored())
        return REAL(sem_timedwait)(semaphore, at);
    time_until(at);
    return take(semaphore, on(semaphore, "sem_clockwait", TAKES, CALLER));
}

int sem_trywait(sem_t *semaphore)
{
    if (!explored())
        return REAL(sem_trywait)(semaphore);
    struct operation op = on(semaphore, "sem_trywait", TAKES, CALLER);
    for (;;) {
        struct step *step = turn(op);
        step->before = value_of(semaphore);
        int result = REAL(sem_trywait)(semaphore);
        int saved = errno;
        step->after = value_of(semaphore);
        if (result == 0)
            look_forget();
        else if (look_in_vain(step, step->before))
            continue;
        errno = saved;
        return result;
    }
}

int sem_post(sem_t *semaphore)
{
    if (!explored())
        return REAL(sem_post)(semaphore);
    struct step *step = turn(on(semaphore, "sem_post", CHANGES, CALLER));
    step->before = value_of(semaphore);
    int result = REAL(sem_post)(semaphore);
    step->after = value_of(semaphore);
    look_forget();
    return result;
}

int sem_init(sem_t *semaphore, int shared, unsigned value)
{
    if (explored())
        (void)turn(on(semaphore, "sem_init", CHANGES, CALLER));
    return REAL(sem_init)(semaphore, shared, value);
}

int sem_destroy(sem_t *semaphore)
{
    if (explored())
        (void)turn(
            on(semaphore, "sem_destroy", STEP_WRITES | STEP_ATOMIC, CALLER));
    return REAL(sem_destroy)(semaphore);
}

/* Two names of one semaphore lead to the same memory, but another address in
 * each process: the thing is known by its name. */
sem_t *sem_open(const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    unsigned value = flags & O_CREAT ? va_arg(list, unsigned) : 0;
    va_end(list);
    if (!explored())
        return REAL(sem_open)(name, flags, mode, value);
    step_on_name(name, "sem_open", CALLER);
    sem_t *semaphore = REAL(sem_open)(name, flags, mode, value);
    if (semaphore != SEM_FAILED) {
        region_remove(semaphore, sizeof *semaphore);
        region_add(semaphore, sizeof *semaphore, thing_of_name(name), 0);
    }
    return semaphore;
}

int sem_unlink(const char *name)
{
    if (explored())
        step_on_name(name, "sem_unlink", CALLER);
    return REAL(sem_unlink)(name);
}
