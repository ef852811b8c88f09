/* trylock-gives-up: the order is crossed, but the second lock is only tried,
 * and who does not get it lets go of the first and does without.
 * expect: pass
 */
#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t locks[2];
    int moved; /* guarded by both */
    atomic_int given_up;
};

static struct shared *shared;

static void make_mutex(pthread_mutex_t *mutex)
{
    pthread_mutexattr_t between_processes;

    pthread_mutexattr_init(&between_processes);
    pthread_mutexattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(mutex, &between_processes);
}

static int move(int first)
{
    pthread_mutex_lock(&shared->locks[first]);
    if (pthread_mutex_trylock(&shared->locks[1 - first]) == 0) {
        shared->moved++;
        pthread_mutex_unlock(&shared->locks[1 - first]);
    } else {
        atomic_fetch_add(&shared->given_up, 1);
    }
    pthread_mutex_unlock(&shared->locks[first]);
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
    make_mutex(&shared->locks[0]);
    make_mutex(&shared->locks[1]);
    start(move, 0);
    start(move, 1);
    return !(all_well(2) &&
             shared->moved + atomic_load(&shared->given_up) == 2);
}
