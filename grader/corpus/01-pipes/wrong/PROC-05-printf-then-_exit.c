/* PROC-05: the child prints with putchar, and _exit throws the buffer away.
 * expect: PROC-05 in 1.1 at HERE
 * also: 1.1
 */
/* TOP(pipes.c) */
#include <stdio.h>
/* GAP(1.1b) */
    ssize_t n;

    while ((n = read(rfd, buffer, sizeof buffer)) > 0) {
        for (ssize_t i = 0; i < n; i++)
            putchar(toupper((unsigned char)buffer[i]));
    }
    return (int)n;
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pid = fork(); /* HERE */
    if (pid == 0) {
        close(ends[1]);
        _exit(copy_upper(ends[0]) == -1 ? 1 : 0);
    }
    close_end(ends[0]);
    if (pid != -1)
        write_full(ends[1], text, length);
    close_end(ends[1]);
    return pid == -1 ? -1 : reap_child(pid);
