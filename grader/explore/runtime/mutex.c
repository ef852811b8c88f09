/* mutex.c - mutexes, read-write locks, condition variables, and threads.
 *
 * A lock is tried and never waited for. A condition variable is only a place
 * to sleep: what the library keeps in it is not used, and whoever waits longest
 * is woken first.
 */
#include "explore/runtime/runtime.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define TAKES (STEP_READS | STEP_WRITES | STEP_ATOMIC | STEP_ACQUIRES)
#define GIVES (STEP_READS | STEP_WRITES | STEP_ATOMIC | STEP_RELEASES)

static struct operation on(const void *object, size_t size, const char *name,
                           uint16_t flags, uint64_t pc)
{
    struct operation op = {
        .name = name, .pc = pc, .size = (uint32_t)size, .flags = flags
    };
    memory_place(object, &op);
    return op;
}

/* ---- mutexes ---- */

static int lock(pthread_mutex_t *mutex, struct operation op)
{
    for (;;) {
        (void)turn(op);
        int error = REAL(pthread_mutex_trylock)(mutex);
        if (error == EOWNERDEAD || error == 0) {
            look_forget();
            me()->timed = false;
            return error;
        }
        if (error != EBUSY)
            return error;
        if (!blocked_on(op) && errno == ETIMEDOUT)
            return ETIMEDOUT;
    }
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    if (!explored())
        return REAL(pthread_mutex_lock)(mutex);
    return lock(mutex,
                on(mutex, sizeof *mutex, "pthread_mutex_lock", TAKES, CALLER));
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex,
                            const struct timespec *restrict at)
{
    if (!explored())
        return REAL(pthread_mutex_timedlock)(mutex, at);
    time_until(at);
    return lock(mutex, on(mutex, sizeof *mutex, "pthread_mutex_timedlock",
                          TAKES, CALLER));
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    if (!explored())
        return REAL(pthread_mutex_trylock)(mutex);
    struct operation op =
        on(mutex, sizeof *mutex, "pthread_mutex_trylock", TAKES, CALLER);
    for (;;) {
        struct step *step = turn(op);
        int error = REAL(pthread_mutex_trylock)(mutex);
        step->after = (uint64_t)error;
        if (error == EBUSY && look_in_vain(step, 1))
            continue;
        if (error == 0)
            look_forget();
        return error;
    }
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (explored()) {
        (void)turn(
            on(mutex, sizeof *mutex, "pthread_mutex_unlock", GIVES, CALLER));
        look_forget();
    }
    return REAL(pthread_mutex_unlock)(mutex);
}

int pthread_mutex_consistent(pthread_mutex_t *mutex)
{
    return REAL(pthread_mutex_consistent)(mutex);
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *how)
{
    int robust = 0;
    if (explored()) {
        (void)turn(
            on(mutex, sizeof *mutex, "pthread_mutex_init", GIVES, CALLER));
        if (how && pthread_mutexattr_getrobust(how, &robust) == 0 &&
            robust == PTHREAD_MUTEX_ROBUST)
            end_matters = true;
    }
    return REAL(pthread_mutex_init)(mutex, how);
}

/* ---- read-write locks ---- */

static int lock_for(pthread_rwlock_t *lock, struct operation op,
                    int (*try)(pthread_rwlock_t *))
{
    for (;;) {
        (void)turn(op);
        int error = try(lock);
        if (error != EBUSY) {
            look_forget();
            return error;
        }
        (void)blocked_on(op);
    }
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    if (!explored())
        return REAL(pthread_rwlock_rdlock)(lock);
    return lock_for(
        lock, on(lock, sizeof *lock, "pthread_rwlock_rdlock", TAKES, CALLER),
        REAL(pthread_rwlock_tryrdlock));
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    if (!explored())
        return REAL(pthread_rwlock_wrlock)(lock);
    return lock_for(
        lock, on(lock, sizeof *lock, "pthread_rwlock_wrlock", TAKES, CALLER),
        REAL(pthread_rwlock_trywrlock));
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    if (explored()) {
        (void)turn(on(lock, sizeof *lock, "pthread_rwlock_unlock",
                      GIVES | STEP_ACQUIRES, CALLER));
        look_forget();
    }
    return REAL(pthread_rwlock_unlock)(lock);
}

/* ---- once ---- */

enum { ONCE_NEW, ONCE_RUNS, ONCE_DONE };

int pthread_once(pthread_once_t *control, void (*routine)(void))
{
    if (!explored())
        return REAL(pthread_once)(control, routine);
    struct operation op = on(control, sizeof *control, "pthread_once",
                             TAKES | STEP_RELEASES, CALLER);
    for (;;) {
        (void)turn(op);
        if (*control == ONCE_DONE)
            return 0;
        if (*control == ONCE_NEW)
            break;
        (void)blocked_on(op);
    }
    *control = ONCE_RUNS;
    routine();
    (void)turn(op);
    *control = ONCE_DONE;
    look_forget();
    return 0;
}

/* ---- condition variables ---- */

static int sleep_at(pthread_cond_t *condition, pthread_mutex_t *mutex,
                    const char *name, uint64_t pc)
{
    struct operation at = on(condition, sizeof *condition, name,
                             STEP_READS | STEP_WRITES | STEP_ATOMIC, pc);
    (void)turn(at);
    /* In one step: the mutex is free, and the task sleeps. */
    struct operation mine =
        on(mutex, sizeof *mutex, "pthread_mutex_lock", TAKES, pc);
    struct operation freed = mine;
    freed.flags = GIVES;
    REAL(pthread_mutex_unlock)(mutex);
    step_also(freed);
    look_forget();
    at.flags = STEP_READS | STEP_WRITES | STEP_ATOMIC | STEP_ACQUIRES;
    at.name = "woken";
    bool woken = sleep_on(at);
    int error = woken || errno == EINTR ? 0 : errno;
    int locked = lock(mutex, mine);
    return error ? error : locked;
}

int pthread_cond_wait(pthread_cond_t *restrict condition,
                      pthread_mutex_t *restrict mutex)
{
    if (!explored())
        return REAL(pthread_cond_wait)(condition, mutex);
    return sleep_at(condition, mutex, "pthread_cond_wait", CALLER);
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition,
                           pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict at)
{
    if (!explored())
        return REAL(pthread_cond_timedwait)(condition, mutex, at);
    time_until(at);
    return sleep_at(condition, mutex, "pthread_cond_timedwait", CALLER);
}

static void wake_some(pthread_cond_t *condition, const char *name, int most,
                      uint64_t pc)
{
    struct operation op =
        on(condition, sizeof *condition, name, GIVES | STEP_ACQUIRES, pc);
    struct step *step = turn(op);
    step->after = (uint64_t)wake(op.thing, op.offset, most);
    look_forget();
}

int pthread_cond_signal(pthread_cond_t *condition)
{
    if (!explored())
        return REAL(pthread_cond_signal)(condition);
    wake_some(condition, "pthread_cond_signal", 1, CALLER);
    return 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
    if (!explored())
        return REAL(pthread_cond_broadcast)(condition);
    wake_some(condition, "pthread_cond_broadcast", INT_MAX, CALLER);
    return 0;
}

/* ---- threads ---- */

struct begin {
    void *(*run)(void *);
    void *argument;
    int task;
};

static pthread_t threads[BOARD_TASKS];

static void *begin_thread(void *argument)
{
    struct begin begin = *(struct begin *)argument;
    free(argument);
    task_begins(begin.task);
    void *result = begin.run(begin.argument);
    task_ends(0);
    self = -1;
    return result;
}

int pthread_create(pthread_t *restrict thread,
                   const pthread_attr_t *restrict how, void *(*run)(void *),
                   void *restrict argument)
{
    if (!explored())
        return REAL(pthread_create)(thread, how, run, argument);
    region_touch_own();
    struct begin *begin = malloc(sizeof *begin);
    if (!begin)
        return EAGAIN;
    *begin = (struct begin){ run, argument, task_new(true) };
    int task = begin->task;
    int error = REAL(pthread_create)(thread, how, begin_thread, begin);
    if (error)
        run_unable("pthread_create failed");
    threads[task] = *thread;
    task_arrives();
    /* cppcheck-suppress memleak ; the thread frees it */
    return 0;
}

static int task_of(pthread_t thread)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].thread && !board->tasks[t].reaped &&
            pthread_equal(threads[t], thread))
            return (int)t;
    return -1;
}

int pthread_join(pthread_t thread, void **result)
{
    int task = explored() ? task_of(thread) : -1;
    if (task == -1)
        return REAL(pthread_join)(thread, result);
    struct operation op = {
        .name = "pthread_join",
        .pc = CALLER,
        .thing = (uint16_t)thing_of(THING_FAMILY,
                                    (uint64_t)board->tasks[task].parent, 0),
        .flags = STEP_READS | STEP_ATOMIC | STEP_ACQUIRES,
    };
    while (board->tasks[task].state != TASK_ENDED)
        wait_for_end(op);
    board->tasks[task].reaped = true;
    me()->joined |= (uint16_t)(1u << task);
    look_forget();
    return REAL(pthread_join)(thread, result);
}
