/* zombies.c - children that have ended, and one whose parent is gone.
 *
 *   parent ──fork──► three children, each ends at once with 1, 2, 3
 *      │              │
 *      │              └─ zombies, until the parent asks for them
 *      └─fork──► a child that forks once more and leaves: an orphan remains
 *
 * Watch: "has ended" comes at once, "collects the status" only when the parent
 * asks. What is left of a zombie is its line in the process table. The orphan
 * is adopted by another process, and its new parent must wait for it.
 * wait(2), NOTES
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void make_child(int status)
{
    pid_t child = fork();
    if (child == -1)
        err(1, "fork");
    if (child == 0)
        _exit(status);
}

/* The child in the middle leaves at once; its own child goes on. */
static void make_orphan(int rfd)
{
    pid_t middle = fork();
    char byte;
    if (middle == -1)
        err(1, "fork");
    if (middle > 0) {
        (void)waitpid(middle, NULL, 0);
        return;
    }
    if (fork() == 0)
        (void)!read(rfd, &byte, 1); /* until the first parent ends */
    _exit(0);
}

int main(void)
{
    int ends[2], word;
    pid_t child;
    if (pipe2(ends, O_CLOEXEC) == -1)
        err(1, "pipe2");
    for (int i = 1; i <= 3; i++)
        make_child(i);
    (void)puts("three children have been started");
    (void)fflush(stdout);
    while ((child = wait(&word)) > 0)
        (void)printf("%d ended with %d\n", (int)child, WEXITSTATUS(word));
    make_orphan(ends[0]);
    (void)puts("the orphan lives on");
    return 0;
}
