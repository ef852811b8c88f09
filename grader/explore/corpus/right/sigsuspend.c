/* sigsuspend: the signal is blocked from before the fork; it is let in only by
 * sigsuspend, which opens the mask and sleeps in one step.
 * expect: pass
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t told;

static void note(int number)
{
    (void)number;
    told = 1;
}

static int await(const sigset_t *open_mask)
{
    while (!told)
        sigsuspend(open_mask);
    return 0;
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
    struct sigaction action = { .sa_handler = note };
    sigset_t blocked, before;
    pid_t child;

    sigaction(SIGUSR1, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    child = fork();
    if (child == 0)
        _exit(await(&before));
    if (child == -1 || kill(child, SIGUSR1) == -1)
        return 2;
    return !all_well(1);
}
