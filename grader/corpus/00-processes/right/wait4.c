/* wait4 gives the resources, too.
 * expect: full points
 */
/* TOP(processes.c) */
#include <sys/resource.h>
/* GAP(0.1c) */
    struct rusage used;
    int word;

    while (wait4(pid, &word, 0, &used) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return WIFSIGNALED(word) ? 128 + WTERMSIG(word) : WEXITSTATUS(word);
