/* Flushes all streams before fork; then exit in the child does no harm.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <stdio.h>
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    fflush(NULL);
    pid = fork();
    if (pid == 0) {
        close(ends[1]);
        exit(copy_upper(ends[0]) == -1 ? 1 : 0);
    }
    close_end(ends[0]);
    if (pid != -1)
        (void)write_full(ends[1], text, length);
    close_end(ends[1]);
    return pid == -1 ? -1 : reap_child(pid);
/* GAP(1.3b) */
    pid_t pid;

    fflush(NULL);
    pid = fork();
    if (pid != 0)
        return pid;
    signal(SIGPIPE, SIG_DFL);
    if (install_fd(in, STDIN_FILENO) == -1 ||
        install_fd(out, STDOUT_FILENO) == -1)
        exit(126);
    execvp(argv[0], argv);
    exit(errno == ENOENT ? 127 : 126);
