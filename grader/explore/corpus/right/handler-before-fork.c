/* handler-before-fork: the handler is set by the parent and inherited, so there
 * is no moment at which the child lacks it.
 * expect: pass
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void note(int number)
{
    (void)number;
    caught = 1;
}

static int work(void)
{
    return caught != 0 && caught != 1;
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
    pid_t child;

    sigaction(SIGUSR1, &action, NULL);
    child = fork();
    if (child == 0)
        _exit(work());
    if (child == -1 || kill(child, SIGUSR1) == -1)
        return 2;
    return !all_well(1);
}
