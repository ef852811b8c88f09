/* trylock-tries-again: the order is crossed, but the second lock is only tried;
 * who does not get it puts the first one back and lets others come.
 * expect: pass
 */
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t locks[2];
    int moved; /* guarded by both */
};

static struct shared *shared;

static void move(int first)
{
    for (;;) {
        pthread_mutex_lock(&shared->locks[first]);
        if (pthread_mutex_trylock(&shared->locks[1 - first]) == 0)
            break;
        pthread_mutex_unlock(&shared->locks[first]);
        sched_yield();
    }
    shared->moved++;
    pthread_mutex_unlock(&shared->locks[1 - first]);
    pthread_mutex_unlock(&shared->locks[first]);
}

int main(void)
{
    pthread_mutexattr_t between_processes;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&between_processes);
    pthread_mutexattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    for (int i = 0; i < 2; i++)
        pthread_mutex_init(&shared->locks[i], &between_processes);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            move(i);
            _exit(0);
        }
    for (int i = 0; i < 2; i++)
        wait(NULL);
    return shared->moved != 2;
}
