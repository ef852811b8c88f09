/* read-lock-for-writing: both processes change the counter under a lock that
 * is held for reading, which many may hold at once.
 * expect: race
 */
#include <err.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_rwlock_t lock;
    int visits; /* guarded by lock, for writing */
};

static struct shared *shared;

static void make_rwlock(pthread_rwlock_t *lock)
{
    pthread_rwlockattr_t between_processes;

    pthread_rwlockattr_init(&between_processes);
    pthread_rwlockattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(lock, &between_processes);
}

static int visit(void)
{
    pthread_rwlock_rdlock(&shared->lock);
    shared->visits++; /* 1 */ /* 2 */
    pthread_rwlock_unlock(&shared->lock);
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
    make_rwlock(&shared->lock);
    start(visit);
    start(visit);
    return !(all_well(2) && shared->visits == 2);
}
