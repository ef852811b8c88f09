/* pipes.c - a producer, a filter and a slow consumer, joined by two pipes.
 *
 *   producer ──► pipe 1 ──► filter ──► pipe 2 ──► consumer
 *    32 blocks            upper case            half a block at a time
 *
 * Watch: the consumer is slow, so pipe 2 fills up; then the filter sleeps in
 * write() and no longer reads, so pipe 1 fills up; then the producer sleeps in
 * write(), too. Nobody told it to wait: a full pipe did (back-pressure). At the
 * end each close() of a write end brings end-of-file to the next stage.
 * pipe(7), fcntl(2) F_SETPIPE_SZ
 */
#include <ctype.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define BLOCKS 32
#define BLOCK 2048
#define PIPE_BYTES 16384 /* a small pipe fills up soon: 8 blocks */

/* A pipe may take or give less than was asked for; files on disk rarely do. */
static void write_all(int wfd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t wrote = write(wfd, bytes, length);
        if (wrote == -1)
            err(1, "write");
        bytes += wrote;
        length -= (size_t)wrote;
    }
}

static void producer(int wfd)
{
    char block[BLOCK];
    for (int i = 0; i < BLOCKS; i++) {
        memset(block, 'a' + i % 26, sizeof block);
        write_all(wfd, block, sizeof block);
    }
}

static void filter(int rfd, int wfd)
{
    char block[BLOCK];
    ssize_t got;
    while ((got = read(rfd, block, sizeof block)) > 0) {
        for (ssize_t i = 0; i < got; i++)
            block[i] = (char)toupper((unsigned char)block[i]);
        write_all(wfd, block, (size_t)got);
    }
}

static void consumer(int rfd)
{
    char half[BLOCK / 2];
    ssize_t got;
    long total = 0;
    while ((got = read(rfd, half, sizeof half)) > 0)
        total += got;
    printf("the consumer got %ld bytes\n", total);
    fflush(stdout);
}

static void small_pipe(int ends[2])
{
    if (pipe(ends) == -1)
        err(1, "pipe");
    if (fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES) == -1)
        err(1, "F_SETPIPE_SZ");
}

static pid_t stage(void)
{
    pid_t pid = fork();
    if (pid == -1)
        err(1, "fork");
    return pid;
}

int main(void)
{
    int first[2], second[2];
    small_pipe(first);
    if (stage() == 0) {
        close(first[0]);
        producer(first[1]);
        exit(0);
    }
    close(first[1]);
    small_pipe(second);
    if (stage() == 0) {
        close(second[0]);
        filter(first[0], second[1]);
        exit(0);
    }
    close(first[0]);
    close(second[1]);
    consumer(second[0]);
    close(second[0]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
