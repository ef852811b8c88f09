/* cond-while: both consumers are woken for one item; the one that comes second
 * finds none, sleeps again, and leaves when it is told that no more will come.
 * expect: pass
 */
#include <err.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t more;
    int items;    /* guarded by mutex */
    int finished; /* guarded by mutex */
};

static struct shared *shared;

static void make_mutex(pthread_mutex_t *mutex)
{
    pthread_mutexattr_t between_processes;

    pthread_mutexattr_init(&between_processes);
    pthread_mutexattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(mutex, &between_processes);
}

static void make_cond(pthread_cond_t *cond)
{
    pthread_condattr_t between_processes;

    pthread_condattr_init(&between_processes);
    pthread_condattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(cond, &between_processes);
}

static int consume(void)
{
    int left;

    pthread_mutex_lock(&shared->mutex);
    while (shared->items == 0 && !shared->finished)
        pthread_cond_wait(&shared->more, &shared->mutex);
    left = shared->items > 0 ? --shared->items : 0;
    pthread_mutex_unlock(&shared->mutex);
    return left < 0;
}

static int produce(void)
{
    pthread_mutex_lock(&shared->mutex);
    shared->items = 1;
    pthread_cond_broadcast(&shared->more);
    pthread_mutex_unlock(&shared->mutex);
    pthread_mutex_lock(&shared->mutex);
    shared->finished = 1;
    pthread_cond_broadcast(&shared->more);
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
    make_cond(&shared->more);
    start(consume);
    start(consume);
    start(produce);
    return !all_well(3);
}
