/* deadlock.c - the write end that was forgotten.
 *
 *   parent ──"hello"──► pipe ──► child reads until end-of-file
 *                        ▲         │
 *                        └─ write ─┘  the child holds this end as well
 *
 * Watch: fork() copies all descriptors, so the child has the write end, too.
 * The parent closes its own; the child does not. Then the child waits for an
 * end-of-file that can only come when everybody has closed the write end, and
 * "everybody" is the child itself. The parent waits for the child: STUCK.
 * One line is missing below. pipe(7)
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(int rfd)
{
    char bytes[64];
    ssize_t got;
    /* close(wfd) is missing here */
    while ((got = read(rfd, bytes, sizeof bytes)) > 0)
        printf("the child read %zd bytes\n", got);
    printf("the child saw end-of-file\n"); /* it never does */
}

int main(void)
{
    const char *text = "hello";
    int ends[2];
    if (pipe(ends) == -1)
        err(1, "pipe");
    setvbuf(stdout, NULL, _IOLBF, 0);
    pid_t pid = fork();
    if (pid == -1)
        err(1, "fork");
    if (pid == 0) {
        child(ends[0]);
        exit(0);
    }
    close(ends[0]);
    if (write(ends[1], text, strlen(text)) == -1)
        err(1, "write");
    close(ends[1]);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return 0;
}
