/* Sleeps in poll on a pidfd, then collects.
 * expect: full points
 */
/* TOP(processes.c) */
#include <poll.h>
#include <sys/syscall.h>
/* GAP(0.1c) */
    struct pollfd ended = { .fd = (int)syscall(SYS_pidfd_open, pid, 0),
                            .events = POLLIN };
    int word;

    if (ended.fd == -1)
        return -1;
    while (poll(&ended, 1, -1) == -1 && errno == EINTR)
        ;
    close(ended.fd);
    while (waitpid(pid, &word, 0) == -1)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(word) ? WEXITSTATUS(word) : 128 + WTERMSIG(word);
