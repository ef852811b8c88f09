/* sigpipe.c - the reader leaves, the writer is told.
 *
 *   writer: line, line, line, ... ──► pipe ──► reader: three lines, then exit
 *
 * Watch: the reader ends and with it goes the last read end. The next write()
 * would put bytes where nobody can ever read them, so the kernel refuses it
 * (EPIPE) and sends SIGPIPE, which ends the writer. That is how `yes | head`
 * stops. No message was sent: the closed end was the message. pipe(7)
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINE "another line\n"
#define LINES_WANTED 3

static void writer(int wfd)
{
    for (;;)
        if (write(wfd, LINE, strlen(LINE)) == -1)
            err(1, "write"); /* only if SIGPIPE is ignored */
}

static void reader(int rfd)
{
    char line[sizeof LINE];
    for (int i = 1; i <= LINES_WANTED; i++) {
        ssize_t got = read(rfd, line, strlen(LINE));
        if (got <= 0)
            err(1, "read");
        printf("%d: %.*s", i, (int)got, line);
        fflush(stdout);
    }
}

int main(void)
{
    int ends[2];
    if (pipe(ends) == -1)
        err(1, "pipe");
    for (int child = 0; child < 2; child++) {
        pid_t pid = fork();
        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            close(ends[child == 0 ? 0 : 1]);
            if (child == 0)
                writer(ends[1]);
            else
                reader(ends[0]);
            exit(0);
        }
    }
    close(ends[0]); /* or the writer would never get SIGPIPE */
    close(ends[1]);
    for (int status; wait(&status) > 0;)
        if (WIFSIGNALED(status))
            printf("the writer was ended by: %s\n",
                   strsignal(WTERMSIG(status)));
    return 0;
}
