/* counter-robust-mutex: one process ends while it holds the lock; the next one
 * is told EOWNERDEAD, puts the record right and goes on.
 * expect: pass
 */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    int half;  /* guarded by mutex; 1 while an addition is not finished */
    int count; /* guarded by mutex */
};

static struct shared *shared;

static void make_robust(pthread_mutex_t *mutex)
{
    pthread_mutexattr_t between_processes;

    pthread_mutexattr_init(&between_processes);
    pthread_mutexattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&between_processes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(mutex, &between_processes);
}

static int add(int dies)
{
    if (pthread_mutex_lock(&shared->mutex) == EOWNERDEAD) {
        shared->half = 0;
        pthread_mutex_consistent(&shared->mutex);
    }
    shared->half = 1;
    if (dies)
        _exit(0);
    shared->count++;
    shared->half = 0;
    pthread_mutex_unlock(&shared->mutex);
    return 0;
}

static void start(int (*body)(int), int self)
{
    if (fork() == 0)
        _exit(body(self));
}

/* Waits for so many children: have all of them ended with status 0? */
static int all_well(int children)
{
    int status, well = 1;

    while (children-- > 0)
        if (wait(&status) == -1 || status != 0)
            well = 0;
    return well;
}

int main(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    make_robust(&shared->mutex);
    start(add, 0);
    start(add, 1);
    if (!all_well(2) || shared->count != 1)
        return 1;
    add(0); /* whoever came last, the lock can be had */
    return !(shared->count == 2 && shared->half == 0);
}
