/* transfer-as-named: the account to pay from is locked first, then the one to
 * pay to; two transfers in opposite directions wait for each other.
 * expect: deadlock
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

static void transfer(struct account *from, struct account *to)
{
    pthread_mutex_lock(&from->mutex);
    pthread_mutex_lock(&to->mutex); /* 1 */ /* 2 */
    from->balance--;
    to->balance++;
    pthread_mutex_unlock(&to->mutex);
    pthread_mutex_unlock(&from->mutex);
}

static int pay(int self)
{
    transfer(&shared->account[self], &shared->account[1 - self]);
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
    for (int account = 0; account < 2; account++)
        make_mutex(&shared->account[account].mutex);
    start(pay, 0);
    start(pay, 1);
    return !all_well(2);
}
