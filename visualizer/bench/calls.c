/* calls.c - the calls whose price under a tracer is measured.
 *
 *   bench-calls pingpong N   N bytes there and back     p ==pipe==> q
 *                            over two pipes             p <==pipe== q
 *   bench-calls untraced N   N calls of getppid, which no tracer here asks for
 *   bench-calls child N      the same in a child made by fork
 *   bench-calls lives N      N times: a pipe, a child that writes a byte into
 *                            it and ends, a read, and the child is collected
 *
 * Prints the nanoseconds of one call as its last word: pingpong makes four a
 * round (a write and a read on either side). For lives it is that of one life.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ns(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void answer(int rfd, int wfd)
{
    char byte;
    while (read(rfd, &byte, 1) == 1)
        if (write(wfd, &byte, 1) != 1)
            _exit(1);
    _exit(0);
}

static double pingpong(long rounds)
{
    int there[2], back[2];
    char byte = 'x';
    if (pipe(there) == -1 || pipe(back) == -1)
        err(2, "pipe");
    pid_t child = fork();
    if (child == 0) {
        (void)close(there[1]);
        answer(there[0], back[1]);
    }
    (void)close(there[0]);
    (void)close(back[1]);
    double begin = now_ns();
    for (long i = 0; i < rounds; i++)
        if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
            errx(2, "the other side is gone");
    double end = now_ns();
    (void)close(there[1]);
    if (waitpid(child, NULL, 0) != child)
        err(2, "waitpid");
    return (end - begin) / (4 * (double)rounds);
}

static double lives(long rounds)
{
    char byte = 'x';
    double begin = now_ns();
    for (long i = 0; i < rounds; i++) {
        int ends[2];
        if (pipe(ends) == -1)
            err(2, "pipe");
        pid_t child = fork();
        if (child == -1)
            err(2, "fork");
        if (child == 0)
            _exit(write(ends[1], &byte, 1) != 1);
        if (read(ends[0], &byte, 1) != 1 || waitpid(child, NULL, 0) != child)
            errx(2, "a child is lost");
        (void)close(ends[0]);
        (void)close(ends[1]);
    }
    return (now_ns() - begin) / (double)rounds;
}

static double untraced(long rounds)
{
    double begin = now_ns();
    for (long i = 0; i < rounds; i++)
        (void)syscall(SYS_getppid);
    return (now_ns() - begin) / (double)rounds;
}

int main(int argc, char **argv)
{
    long rounds = argc == 3 ? atol(argv[2]) : 0;
    if (rounds < 1)
        errx(2, "usage: bench-calls pingpong|untraced|child|lives N");
    if (strcmp(argv[1], "child") == 0) {
        pid_t child = fork();
        if (child > 0)
            return waitpid(child, NULL, 0) == child ? 0 : 2;
    }
    double cost = strcmp(argv[1], "pingpong") == 0 ? pingpong(rounds)
                  : strcmp(argv[1], "lives") == 0  ? lives(rounds)
                                                   : untraced(rounds);
    (void)printf("%.1f\n", cost);
    return 0;
}
