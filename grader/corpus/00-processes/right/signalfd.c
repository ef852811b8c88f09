/* Sleeps for SIGCHLD, then collects whoever has ended.
 * expect: full points
 */
/* TOP(processes.c) */
#include <sys/signalfd.h>
/* GAP(0.1c) */
    struct signalfd_siginfo info;
    sigset_t child, old;
    int word, fd;
    pid_t ended;

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &old);
    fd = signalfd(-1, &child, SFD_CLOEXEC);
    while ((ended = waitpid(pid, &word, WNOHANG)) == 0)
        (void)!read(fd, &info, sizeof info);
    close(fd);
    sigprocmask(SIG_SETMASK, &old, NULL);
    if (ended == -1)
        return -1;
    return WIFEXITED(word) ? WEXITSTATUS(word) : 128 + WTERMSIG(word);
