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

static void play(const struct scene *scene, const char *name)
{
    for (; scene->name; scene++)
        if (strcmp(scene->name, name) == 0)
            _exit(scene->play());
}

int main(int argc, char **argv)
{
    const char *name = argc == 2 ? argv[1] : "";
    play(stuck_scenes, name);
    play(lively_scenes, name);
    play(signal_scenes, name);
    play(queue_scenes, name);
    play(sysv_scenes, name);
    play(semset_scenes, name);
    play(memory_scenes, name);
    play(word_scenes, name);
    play(socket_scenes, name);
    play(socket_stuck_scenes, name);
    play(waker_scenes, name);
    play(fifo_scenes, name);
    play(lock_scenes, name);
    play(poll_scenes, name);
    errx(2, "%s: no such scene", name);
}
