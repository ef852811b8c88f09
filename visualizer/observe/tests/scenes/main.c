/* main.c - observe-scenes NAME: plays one scene.
 *
 * Leaves through _exit: what a sanitizer does at the end of a program cannot
 * be done under a tracer.
 */
#include "scenes.h"

#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void make_pipe(int ends[2])
{
    if (pipe(ends) == -1)
        err(1, "pipe");
}

int make_child(void)
{
    pid_t child = fork();
    if (child == -1)
        err(1, "fork");
    return child;
}

int status_of(int child)
{
    int status;
    if (waitpid(child, &status, 0) == -1)
        err(1, "waitpid");
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static const struct scene *const all_scenes[] = {
    stuck_scenes,  lively_scenes,       signal_scenes,  queue_scenes,
    sysv_scenes,   semset_scenes,       memory_scenes,  word_scenes,
    socket_scenes, socket_stuck_scenes, waker_scenes,   fifo_scenes,
    lock_scenes,   poll_scenes,         ignored_scenes, many_scenes,
};

/* With a name that scene is played; without one all names are told. */
int main(int argc, char **argv)
{
    const char *name = argc == 2 ? argv[1] : "";
    for (size_t i = 0; i < sizeof all_scenes / sizeof all_scenes[0]; i++)
        for (const struct scene *scene = all_scenes[i]; scene->name; scene++)
            if (argc == 1)
                (void)puts(scene->name);
            else if (strcmp(scene->name, name) == 0)
                _exit(scene->play());
    if (argc == 1)
        return 0;
    errx(2, "%s: no such scene", name);
}
