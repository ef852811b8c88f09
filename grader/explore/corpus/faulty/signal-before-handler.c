/* signal-before-handler: the child sets its handler when it has begun, the
 * parent does not wait for that; the signal ends the child.
 * expect: crash
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void ignore_it(int number)
{
    (void)number;
}

static int work(void)
{
    struct sigaction action = { .sa_handler = ignore_it };

    return sigaction(SIGUSR1, &action, NULL) == -1; /* 1 */
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
    pid_t child = fork();

    if (child == 0)
        _exit(work());
    if (child == -1 || kill(child, SIGUSR1) == -1) /* 2 */
        return 2;
    return !all_well(1);
}
