/* locked-twice: who finds the box full empties it, through a function that
 * takes the lock which is already held; the second to come finds it full.
 * In every schedule.
 * expect: deadlock
 * lines: not yet; its own lock and the start of the memory are told
 */
#include <err.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    int full; /* guarded by mutex */
};

static struct shared *shared;

static void make_mutex(pthread_mutex_t *mutex)
{
    pthread_mutexattr_t between_processes;

    pthread_mutexattr_init(&between_processes);
    pthread_mutexattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(mutex, &between_processes);
}

static void empty(void)
{
    pthread_mutex_lock(&shared->mutex); /* 1 */
    shared->full = 0;
    pthread_mutex_unlock(&shared->mutex);
}

static int put(void)
{
    pthread_mutex_lock(&shared->mutex); /* 2 */
    if (shared->full)
        empty();
    shared->full = 1;
    pthread_mutex_unlock(&shared->mutex);
    return 0;
}

static void start(int (*body)(void))
{
    if (fork() == 0)
        _exit(body());
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
    make_mutex(&shared->mutex);
    start(put);
    start(put);
    return !all_well(2);
}
