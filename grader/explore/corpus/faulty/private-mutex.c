/* private-mutex: the counter is in shared memory, the mutex is a variable of
 * the program; after fork each child locks a copy of its own.
 * expect: race
 */
#include <err.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int counter; /* should be guarded by a mutex that is shared, too */
};

static struct shared *shared;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static int add(void)
{
    pthread_mutex_lock(&mutex);
    shared->counter++; /* 1 */ /* 2 */
    pthread_mutex_unlock(&mutex);
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
    start(add);
    start(add);
    return !(all_well(2) && shared->counter == 2);
}
