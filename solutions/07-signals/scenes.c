/*
 * scenes.c - words, results, children, and the state of all signals. Finished.
 */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void usage(const char *wrong)
{
    fprintf(stderr,
            "signals: %s (usage: signals [OPTIONS] EXERCISE ARGUMENT..., see "
            "the top of main.c)\n",
            wrong);
    exit(BAD_USAGE);
}

int whole_number(const char *text, int least, int most)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno || value < least || value > most)
        errx(BAD_USAGE, "%s: must be a number from %d to %d", text, least,
             most);
    return (int)value;
}

void report(const char *name, long result)
{
    int saved = errno;

    if (result == -1)
        dprintf(STDERR_FILENO, "= %s -1 %s\n", name, strerrorname_np(saved));
    else
        dprintf(STDERR_FILENO, "= %s %ld\n", name, result);
    errno = saved;
}

int verdict(const char *exercise, const char *file, long result)
{
    if (result != -1)
        return 0;
    if (errno != ENOSYS)
        return FAILED;
    dprintf(STDERR_FILENO,
            "signals: exercise %s is still to be written: see the TODO(%s...) "
            "comments in %s\n",
            exercise, exercise, file);
    return ENOSYS;
}

pid_t fork_role(void)
{
    pid_t pid = fork();

    if (pid == -1)
        err(FAILED, "fork");
    return pid;
}

/* ---- children ------------------------------------------------------------ */

int keep_errno_and_reap(pid_t pid)
{
    int saved = errno, word = 0;
    pid_t got;

    do {
        got = waitpid(pid, &word, 0);
    } while (got == -1 && errno == EINTR);
    errno = saved;
    return got == -1           ? -1
           : WIFSIGNALED(word) ? 128 + WTERMSIG(word)
                               : WEXITSTATUS(word);
}

int kill_and_reap(pid_t pid)
{
    int saved = errno;

    kill(pid, SIGKILL);
    errno = saved;
    return keep_errno_and_reap(pid);
}

pid_t start_sender(int number, int times)
{
    pid_t pid = fork_role();

    if (pid != 0)
        return pid;
    for (int i = 0; i < times; i++)
        kill(getppid(), number);
    _exit(0);
}

/* ---- the state of all signals -------------------------------------------- */

void take_state(struct state *state)
{
    int saved = errno;

    memset(state, 0, sizeof *state);
    sigprocmask(SIG_BLOCK, NULL, &state->blocked);
    for (int number = 1; number < NSIG; number++)
        sigaction(number, NULL, &state->actions[number]);
    errno = saved;
}

bool same_state(const struct state *before)
{
    struct state now;

    take_state(&now);
    for (int number = 1; number < NSIG; number++) {
        if (sigismember(&before->blocked, number) !=
                sigismember(&now.blocked, number) ||
            before->actions[number].sa_handler !=
                now.actions[number].sa_handler)
            return false;
    }
    return true;
}

void report_state(const struct state *before)
{
    report("as before", same_state(before));
}
