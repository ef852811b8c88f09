/* sigwaitinfo: no handler at all; the blocked signal stays pending until the
 * process asks for it.
 * expect: pass
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static int await(const sigset_t *awaited)
{
    siginfo_t info;

    return sigwaitinfo(awaited, &info) != SIGUSR1;
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
    sigset_t awaited;
    pid_t child;

    sigemptyset(&awaited);
    sigaddset(&awaited, SIGUSR1);
    sigprocmask(SIG_BLOCK, &awaited, NULL);
    child = fork();
    if (child == 0)
        _exit(await(&awaited));
    if (child == -1 || kill(child, SIGUSR1) == -1)
        return 2;
    return !all_well(1);
}
