/* pause-after-look: the flag is still down, the signal comes, its handler
 * raises the flag, and only then does the process go to sleep in pause.
 * expect: lost-wakeup
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

static int await(void)
{
    while (!told)
        pause(); /* 1 */
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
    pid_t child;

    sigaction(SIGUSR1, &action, NULL);
    child = fork();
    if (child == 0)
        _exit(await());
    if (child == -1 || kill(child, SIGUSR1) == -1) /* 2 */
        return 2;
    return !all_well(1);
}
