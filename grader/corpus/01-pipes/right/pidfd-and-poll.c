/* Sleeps in poll on a pidfd until the child has ended, and then collects it.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <sys/syscall.h>
/* GAP(1.1a) */
    struct pollfd ended = { .events = POLLIN };
    int status;

    ended.fd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (ended.fd == -1)
        return -1;
    while (poll(&ended, 1, -1) == -1 && errno == EINTR)
        continue;
    close(ended.fd);
    if (waitpid(pid, &status, WNOHANG) != pid)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
