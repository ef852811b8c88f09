/* sleepers.c - bench-sleepers COUNT MS: many processes, few of them awake.
 *
 *   parent ==byte, every MS milliseconds, to the next one==> child 1 .. COUNT
 *
 * Each child sleeps in read until its byte comes. With MS 0 no byte ever comes
 * and the parent sleeps as well, in read from standard input. Ends when it is
 * told to by a signal, and its children with it.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static int sleeper_start(void)
{
    int ends[2];
    char byte;
    if (pipe2(ends, O_CLOEXEC) == -1)
        err(2, "pipe");
    pid_t child = fork();
    if (child == -1)
        err(2, "fork");
    if (child > 0) {
        (void)close(ends[0]);
        return ends[1];
    }
    for (int fd = 3; fd <= ends[1]; fd++) /* also those of earlier children */
        if (fd != ends[0])
            (void)close(fd);
    while (read(ends[0], &byte, 1) == 1)
        continue;
    _exit(0);
}

int main(int argc, char **argv)
{
    int count = argc == 3 ? atoi(argv[1]) : 0;
    long pause_ms = argc == 3 ? atol(argv[2]) : -1;
    if (count < 1 || count > 1000 || pause_ms < 0 || pause_ms > 999)
        errx(2, "usage: bench-sleepers COUNT MS");
    static int wfds[1000];
    for (int i = 0; i < count; i++)
        wfds[i] = sleeper_start();
    struct timespec time = { .tv_nsec = pause_ms * 1000000 };
    char byte = 'x';
    if (pause_ms == 0)
        return read(STDIN_FILENO, &byte, 1) == 1 ? 0 : 1;
    for (int i = 0;; i = (i + 1) % count)
        if (nanosleep(&time, NULL) == -1 || write(wfds[i], &byte, 1) != 1)
            return 1;
}
