/* Waits with wait4 and asks WIFSIGNALED first.
 * expect: full points
 */
/* GAP(1.1a) */
    int status;
    pid_t ended;

    do {
        ended = wait4(pid, &status, 0, NULL);
    } while (ended == -1 && errno == EINTR);
    if (ended == -1)
        return -1;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) + 128;
    return WEXITSTATUS(status);
/* TOP(pipes.c) */
#include <sys/resource.h>
