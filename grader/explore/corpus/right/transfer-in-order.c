/* transfer-in-order: both accounts are locked before either changes, the one
 * with the lower number first, whichever way the money goes.
 * expect: pass
 */
#include <err.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    struct account {
        pthread_mutex_t mutex;
        int balance; /* guarded by mutex */
    } account[2];
};

static struct shared *shared;

static void make_mutex(pthread_mutex_t *mutex)
{
    pthread_mutexattr_t between_processes;

    pthread_mutexattr_init(&between_processes);
    pthread_mutexattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(mutex, &between_processes);
}

static void lock_both(void)
{
    pthread_mutex_lock(&shared->account[0].mutex);
    pthread_mutex_lock(&shared->account[1].mutex);
}

static void unlock_both(void)
{
    pthread_mutex_unlock(&shared->account[1].mutex);
    pthread_mutex_unlock(&shared->account[0].mutex);
}

static int pay(int self)
{
    lock_both();
    shared->account[self].balance--;
    shared->account[1 - self].balance++;
    unlock_both();
    return 0;
}

static int audit(int expected)
{
    int sum;

    lock_both();
    sum = shared->account[0].balance + shared->account[1].balance;
    unlock_both();
    return sum != expected;
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
    for (int account = 0; account < 2; account++)
        make_mutex(&shared->account[account].mutex);
    start(pay, 0);
    start(pay, 1);
    start(audit, 0);
    return !all_well(3);
}
