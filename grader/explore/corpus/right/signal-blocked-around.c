/* signal-blocked-around: the main flow blocks the signal while it is at what
 * the handler changes too; the signal waits until the section is over.
 * expect: pass
 */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int counter;       /* raised by main flow and handler of one process */
    atomic_int caught; /* set by the handler when it has counted */
};

static struct shared *shared;

static void count_it(int number)
{
    (void)number;
    shared->counter++;
    atomic_store(&shared->caught, 1);
}

static int work(void)
{
    sigset_t counted, before;

    sigemptyset(&counted);
    sigaddset(&counted, SIGUSR1);
    sigprocmask(SIG_BLOCK, &counted, &before);
    shared->counter++;
    sigprocmask(SIG_SETMASK, &before, NULL);
    while (!atomic_load(&shared->caught))
        ;
    return shared->counter != 2;
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
    struct sigaction action = { .sa_handler = count_it };
    pid_t child;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    sigaction(SIGUSR1, &action, NULL);
    child = fork();
    if (child == 0)
        _exit(work());
    if (child == -1 || kill(child, SIGUSR1) == -1)
        return 2;
    return !all_well(1);
}
