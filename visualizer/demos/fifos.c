/* fifos.c - two FIFOs that are opened crosswise.
 *
 *   server:  open(requests, read)  ......  open(answers, write)
 *   client:  open(answers, read)   ......  open(requests, write)
 *
 * Watch: open on a FIFO sleeps until the other side opens the same one. Each
 * side begins with the one that it reads, so each sleeps before the open that
 * would wake the other: STUCK, and not one byte has moved. Any order that is the
 * same on both sides works: give the program a second argument and see. The
 * first one is an empty folder, which its caller removes. fifo(7)
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_or_end(const char *name, int flags)
{
    int fd = open(name, flags);
    if (fd == -1)
        err(1, "%s", name);
    return fd;
}

static void serve(void)
{
    char bytes[64];
    int in = open_or_end("requests", O_RDONLY);
    int out = open_or_end("answers", O_WRONLY);
    ssize_t got;
    while ((got = read(in, bytes, sizeof bytes)) > 0)
        if (write(out, bytes, (size_t)got) == -1)
            err(1, "write");
    exit(0);
}

static void ask(int other_order)
{
    char bytes[64];
    int out = -1;
    if (other_order)
        out = open_or_end("requests", O_WRONLY);
    int in = open_or_end("answers", O_RDONLY);
    if (!other_order)
        out = open_or_end("requests", O_WRONLY);
    if (write(out, "hello", 5) == -1)
        err(1, "write");
    ssize_t got = read(in, bytes, sizeof bytes);
    printf("the client read %zd bytes\n", got);
    close(out);
}

int main(int argc, char *argv[])
{
    if (argc < 2)
        errx(2, "usage: fifos FOLDER [same-order]");
    if (chdir(argv[1]) == -1 || mkfifo("requests", 0600) == -1 ||
        mkfifo("answers", 0600) == -1)
        err(1, "%s", argv[1]);
    setvbuf(stdout, NULL, _IOLBF, 0);
    pid_t pid = fork();
    if (pid == -1)
        err(1, "fork");
    if (pid == 0)
        serve();
    ask(argc > 2);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return 0;
}
