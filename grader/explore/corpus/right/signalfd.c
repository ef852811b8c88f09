/* signalfd: the signal is blocked and is read like a message; there is no
 * handler, so nothing of the main flow can be half done.
 * expect: pass
 */
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static int work(const sigset_t *awaited)
{
    struct signalfd_siginfo info;
    int fd = signalfd(-1, awaited, SFD_CLOEXEC);

    if (fd == -1 || read(fd, &info, sizeof info) != sizeof info)
        return 1;
    return info.ssi_signo != SIGUSR1;
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
        _exit(work(&awaited));
    if (child == -1 || kill(child, SIGUSR1) == -1)
        return 2;
    return !all_well(1);
}
