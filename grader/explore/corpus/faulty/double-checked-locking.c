/* double-checked-locking: the first look at the flag is made without the lock,
 * at a plain int that another process writes under it.
 * expect: race
 */
#include <err.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    int ready; /* written under mutex, read without: the mistake */
    int limit; /* made once */
};

static struct shared *shared;

static void make_mutex(pthread_mutex_t *mutex)
{
    pthread_mutexattr_t between_processes;

    pthread_mutexattr_init(&between_processes);
    pthread_mutexattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(mutex, &between_processes);
}

static int use(void)
{
    if (!shared->ready) { /* 1 */
        pthread_mutex_lock(&shared->mutex);
        if (!shared->ready) {
            shared->ready = 1; /* 2 */
            shared->limit = 5; /* 2 */
        }
        pthread_mutex_unlock(&shared->mutex);
    }
    return shared->limit != 5; /* 1 */
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
    start(use);
    start(use);
    return !all_well(2);
}
