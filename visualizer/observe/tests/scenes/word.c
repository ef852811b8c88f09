/* word.c - semaphores, mutexes and conditions that somebody sleeps on.
 *
 * Each comes to rest in the state that its name says and stays there.
 */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t first, second;
    pthread_cond_t ready;
    sem_t empty, full;
    sem_t started;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t other_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static sem_t tokens;

static void *shared_memory(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        err(1, "mmap");
    return memory;
}

static void make_mutex(pthread_mutex_t *mutex, int robust)
{
    pthread_mutexattr_t attributes;
    (void)pthread_mutexattr_init(&attributes);
    (void)pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    (void)pthread_mutexattr_setrobust(&attributes, robust);
    if (pthread_mutex_init(mutex, &attributes) != 0)
        errx(1, "pthread_mutex_init");
}

static struct shared *make_shared(void)
{
    struct shared *shared = shared_memory(sizeof *shared);
    pthread_condattr_t attributes;
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    (void)pthread_cond_init(&shared->ready, &attributes);
    make_mutex(&shared->first, PTHREAD_MUTEX_STALLED);
    make_mutex(&shared->second, PTHREAD_MUTEX_STALLED);
    (void)sem_init(&shared->empty, 1, 1);
    (void)sem_init(&shared->full, 1, 0);
    (void)sem_init(&shared->started, 1, 0);
    return shared;
}

static pthread_t make_thread(void *(*function)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, function, argument) != 0)
        errx(1, "pthread_create");
    return thread;
}

static struct timespec in_an_hour(clockid_t clock)
{
    struct timespec time;
    (void)clock_gettime(clock, &time);
    time.tv_sec += 3600;
    return time;
}

/* The name comes from the test, through standard input. */
static const char *name_from_input(void)
{
    static char name[64];
    ssize_t length = read(STDIN_FILENO, name, sizeof name - 1);
    if (length <= 0)
        errx(1, "no name");
    name[length] = '\0';
    return name;
}

/* ---- nobody posts ---- */

static int never_posted(void)
{
    struct shared *shared = make_shared();
    int child = make_child();
    if (child == 0)
        return sem_wait(&shared->full);
    return status_of(child);
}

static int two_wait(void)
{
    struct shared *shared = make_shared();
    (void)make_child(), (void)make_child();
    return sem_wait(&shared->full); /* four of them */
}

static int sem_named(void)
{
    const char *name = name_from_input();
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 2);
    if (semaphore == SEM_FAILED)
        err(1, "sem_open");
    while (sem_wait(semaphore) == 0) /* twice, then never again */
        continue;
    return 1;
}

/* Two of three are left; the parent rests in something else. */
static int sem_named_part(void)
{
    const char *name = name_from_input();
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 3);
    if (semaphore == SEM_FAILED || sem_wait(semaphore) == -1)
        err(1, "sem_open");
    return pause();
}

/* ---- each has a copy of its own ---- */

static int sem_copied(void)
{
    (void)sem_init(&tokens, 0, 0);
    int child = make_child();
    if (child == 0)
        return sem_post(&tokens);
    (void)status_of(child);
    return sem_wait(&tokens);
}

static int sem_private_in_shared(void)
{
    struct shared *shared = make_shared();
    (void)sem_init(&shared->full, 0, 0);
    int child = make_child();
    if (child == 0)
        return sem_wait(&shared->full);
    return status_of(child);
}

static int mutex_private_in_shared(void)
{
    struct shared *shared = make_shared();
    (void)pthread_mutex_init(&shared->first, NULL);
    (void)pthread_mutex_lock(&shared->first);
    int child = make_child();
    if (child == 0)
        return pthread_mutex_lock(&shared->first);
    return status_of(child);
}

/* ---- order ---- */

/* The consumer takes the mutex that the sleeping producer keeps. */
static int mutex_before_semaphore(void)
{
    struct shared *shared = make_shared();
    int child = make_child();
    if (child == 0) {
        (void)sem_wait(&shared->empty);
        (void)pthread_mutex_lock(&shared->first);
        (void)sem_post(&shared->started);
        return sem_wait(&shared->empty);
    }
    (void)sem_wait(&shared->started);
    (void)pthread_mutex_lock(&shared->first);
    (void)sem_post(&shared->empty);
    return status_of(child);
}

static int ab_ba(pthread_mutex_t *mine, pthread_mutex_t *other, int wfd,
                 int rfd)
{
    char byte = 0;
    (void)pthread_mutex_lock(mine);
    (void)!write(wfd, &byte, 1);
    (void)!read(rfd, &byte, 1);
    return pthread_mutex_lock(other);
}

static int mutexes_crossed(void)
{
    struct shared *shared = make_shared();
    int there[2], back[2];
    make_pipe(there);
    make_pipe(back);
    if (make_child() == 0)
        return ab_ba(&shared->second, &shared->first, back[1], there[0]);
    return ab_ba(&shared->first, &shared->second, there[1], back[0]);
}

static int there[2], back[2];

static void *second_then_first(void *unused)
{
    (void)ab_ba(&other_lock, &lock, back[1], there[0]);
    return unused;
}

static int threads_crossed(void)
{
    make_pipe(there);
    make_pipe(back);
    (void)make_thread(second_then_first, NULL);
    return ab_ba(&lock, &other_lock, there[1], back[0]);
}

static int locks_again(void)
{
    (void)pthread_mutex_lock(&lock);
    return pthread_mutex_lock(&lock);
}

/* ---- owners that have ended ---- */

static int owner_ended(int robust)
{
    struct shared *shared = make_shared();
    make_mutex(&shared->first, robust);
    int child = make_child();
    if (child == 0) {
        (void)pthread_mutex_lock(&shared->first);
        _exit(0);
    }
    (void)status_of(child);
    return pthread_mutex_lock(&shared->first);
}

static int owner_dead(void)
{
    return owner_ended(PTHREAD_MUTEX_STALLED);
}

static int owner_dead_robust(void)
{
    return owner_ended(PTHREAD_MUTEX_ROBUST) == EOWNERDEAD ? 0 : 1;
}

/* A robust mutex whose owner lives and waits for something else. */
static int robust_kept(void)
{
    struct shared *shared = make_shared();
    make_mutex(&shared->first, PTHREAD_MUTEX_ROBUST);
    (void)pthread_mutex_lock(&shared->first);
    int child = make_child();
    if (child == 0)
        return pthread_mutex_lock(&shared->first);
    return status_of(child);
}

static void *lock_and_end(void *unused)
{
    (void)pthread_mutex_lock(&lock);
    return unused;
}

static int thread_ended_with_lock(void)
{
    (void)pthread_join(make_thread(lock_and_end, NULL), NULL);
    return pthread_mutex_lock(&lock);
}

/* The child has the parent's lock as a copy that nobody will unlock. */
static int lock_copied(void)
{
    (void)pthread_mutex_lock(&lock);
    int child = make_child();
    if (child == 0)
        return pthread_mutex_lock(&lock);
    return status_of(child);
}

/* ---- conditions and the like ---- */

static void *announce(void *unused)
{
    (void)pthread_mutex_lock(&lock);
    (void)pthread_cond_signal(&ready);
    (void)pthread_mutex_unlock(&lock);
    return unused;
}

static int lost_wake_up(void)
{
    (void)pthread_join(make_thread(announce, NULL), NULL);
    (void)pthread_mutex_lock(&lock);
    return pthread_cond_wait(&ready, &lock); /* nothing was remembered */
}

static int condition_shared(void)
{
    struct shared *shared = make_shared();
    (void)make_child();
    (void)pthread_mutex_lock(&shared->first);
    return pthread_cond_wait(&shared->ready, &shared->first);
}

static void *wait_at_barrier(void *unused)
{
    (void)pthread_barrier_wait(&barrier);
    return unused;
}

static int barrier_short(void)
{
    (void)pthread_barrier_init(&barrier, NULL, 3);
    (void)make_thread(wait_at_barrier, NULL);
    return pthread_barrier_wait(&barrier); /* the third never comes */
}

static int rwlock_kept(void)
{
    static pthread_rwlock_t records = PTHREAD_RWLOCK_INITIALIZER;
    (void)pthread_rwlock_rdlock(&records);
    return pthread_rwlock_wrlock(&records) == 0;
}

static void *wait_for_token(void *unused)
{
    (void)sem_wait(&tokens);
    return unused;
}

static int joins_sleeper(void)
{
    (void)sem_init(&tokens, 0, 0);
    return pthread_join(make_thread(wait_for_token, NULL), NULL);
}

/* The semaphore's function is called through a pointer, and as the last thing
 * of a function: then no frame tells its name. */
static int by_pointer(void)
{
    int (*volatile function)(sem_t *) = sem_wait;
    struct shared *shared = make_shared();
    (void)make_child();
    return function(&shared->full);
}

/* ---- look stuck, but are not ---- */

static int sem_timed(void)
{
    struct shared *shared = make_shared();
    struct timespec until = in_an_hour(CLOCK_REALTIME);
    return sem_timedwait(&shared->full, &until);
}

static int condition_timed(void)
{
    struct timespec until = in_an_hour(CLOCK_REALTIME);
    (void)pthread_mutex_lock(&lock);
    return pthread_cond_timedwait(&ready, &lock, &until);
}

static int condition_timed_monotonic(void)
{
    struct timespec until = in_an_hour(CLOCK_MONOTONIC);
    (void)pthread_mutex_lock(&lock);
    return pthread_cond_clockwait(&ready, &lock, CLOCK_MONOTONIC, &until);
}

static int mutex_timed(void)
{
    struct timespec until = in_an_hour(CLOCK_REALTIME);
    (void)pthread_mutex_lock(&lock);
    return pthread_mutex_timedlock(&lock, &until);
}

static int sem_from_outside(void)
{
    sem_t *semaphore = sem_open(name_from_input(), 0);
    if (semaphore == SEM_FAILED)
        err(1, "sem_open");
    return sem_wait(semaphore);
}

static void *sleep_long(void *unused)
{
    struct timespec hour = { .tv_sec = 3600 };
    (void)nanosleep(&hour, NULL);
    (void)sem_post(&tokens);
    return unused;
}

static int thread_will_post(void)
{
    (void)sem_init(&tokens, 0, 0);
    (void)make_thread(sleep_long, NULL);
    return sem_wait(&tokens);
}

const struct scene word_scenes[] = {
    { "sem-never-posted", never_posted },
    { "sem-two-wait", two_wait },
    { "sem-named", sem_named },
    { "sem-named-part", sem_named_part },
    { "sem-copied", sem_copied },
    { "sem-private-in-shared", sem_private_in_shared },
    { "mutex-private-in-shared", mutex_private_in_shared },
    { "mutex-before-semaphore", mutex_before_semaphore },
    { "mutexes-crossed", mutexes_crossed },
    { "threads-crossed", threads_crossed },
    { "locks-again", locks_again },
    { "owner-dead", owner_dead },
    { "owner-dead-robust", owner_dead_robust },
    { "robust-kept", robust_kept },
    { "thread-ended-with-lock", thread_ended_with_lock },
    { "lock-copied", lock_copied },
    { "lost-wake-up", lost_wake_up },
    { "condition-shared", condition_shared },
    { "barrier-short", barrier_short },
    { "rwlock-kept", rwlock_kept },
    { "joins-sleeper", joins_sleeper },
    { "sem-by-pointer", by_pointer },
    { "sem-timed", sem_timed },
    { "condition-timed", condition_timed },
    { "condition-timed-monotonic", condition_timed_monotonic },
    { "mutex-timed", mutex_timed },
    { "sem-from-outside", sem_from_outside },
    { "thread-will-post", thread_will_post },
    { NULL, NULL },
};
