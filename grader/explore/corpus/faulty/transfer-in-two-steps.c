/* transfer-in-two-steps: each account is locked while it changes, but between
 * the two the money is nowhere; an auditor who comes then misses it.
 * expect: assertion
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

static void add(struct account *account, int amount)
{
    pthread_mutex_lock(&account->mutex);
    account->balance += amount; /* 1 */
    pthread_mutex_unlock(&account->mutex);
}

static int pay(void)
{
    add(&shared->account[0], -5);
    add(&shared->account[1], 5);
    return 0;
}

static int audit(void)
{
    int sum = 0;

    pthread_mutex_lock(&shared->account[0].mutex);
    pthread_mutex_lock(&shared->account[1].mutex);
    for (int account = 0; account < 2; account++)
        sum += shared->account[account].balance; /* 2 */
    pthread_mutex_unlock(&shared->account[1].mutex);
    pthread_mutex_unlock(&shared->account[0].mutex);
    return sum != 0;
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
    for (int account = 0; account < 2; account++)
        make_mutex(&shared->account[account].mutex);
    start(pay);
    start(audit);
    return !all_well(2);
}
