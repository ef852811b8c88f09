/* SIGCHLD is blocked and read from a signalfd.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <sys/signalfd.h>
/* REPLACE(reap_child) */
int reap_child(pid_t pid)
{
    struct signalfd_siginfo info;
    sigset_t block, old;
    pid_t ended;
    int status, fd;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    fd = signalfd(-1, &block, SFD_CLOEXEC);
    while (fd != -1 && (ended = waitpid(pid, &status, WNOHANG)) == 0)
        (void)!read(fd, &info, sizeof info); /* EINTR: look again */
    close_end(fd);
    sigprocmask(SIG_SETMASK, &old, NULL);
    if (fd == -1 || ended == -1)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
