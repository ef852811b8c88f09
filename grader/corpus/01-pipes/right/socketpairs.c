/* Socket pairs in the place of pipes: the same ends, the same end-of-file.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <sys/socket.h>

/* ends[0] to read from, ends[1] to write to. */
static int stream(int ends[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1)
        return -1;
    shutdown(ends[0], SHUT_WR);
    return 0;
}
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (stream(ends) == -1)
        return -1;
    pid = fork();
    if (pid == 0) {
        close(ends[1]);
        _exit(copy_upper(ends[0]) == -1 ? 1 : 0);
    }
    close_end(ends[0]);
    if (pid != -1)
        (void)write_full(ends[1], text, length);
    close_end(ends[1]);
    return pid == -1 ? -1 : reap_child(pid);
/* GAP(1.3c) */
    int ends[2];

    if (stream(ends) == -1)
        return -1;
    pids[1] = -1;
    pids[0] = start_stage(left, -1, ends[1]);
    if (pids[0] != -1)
        pids[1] = start_stage(right, ends[0], -1);
    close_end(ends[0]);
    close_end(ends[1]);
    if (pids[1] != -1)
        return 0;
    if (pids[0] != -1)
        stop_children(pids, 1);
    return -1;
/* GAP(1.4) */
    int in = -1;

    for (int i = 0; i < count; i++) {
        int next[2] = { -1, -1 };

        pids[i] = -1;
        if (i == count - 1 || stream(next) == 0)
            pids[i] = start_stage(stages[i], in, next[1]);
        close_end(in);
        close_end(next[1]);
        in = next[0];
        if (pids[i] == -1) {
            close_end(in);
            stop_children(pids, i);
            return -1;
        }
    }
    return 0;
