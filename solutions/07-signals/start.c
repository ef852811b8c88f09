/*
 * start.c - exercise 7.6: what a program inherits of signals, and should not.
 *
 *                     fork            exec
 *   blocked mask      stays           stays
 *   ignored           stays           stays
 *   a handler         stays           becomes the default: its code is gone
 *   pending           empty           stays
 *
 * A shell whose programs cannot be interrupted has a mistake of this kind.
 *
 * What run_program must do stands in signals.h.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signals.h"

/* In the child: becomes the program, or ends with 127. */
_Noreturn static void become(char *const argv[])
{
    /*
     * TODO(7.6a): Nothing is blocked and nothing is ignored: 1. Every signal
     * from 1 to NSIG - 1 gets its default action (those that cannot be changed
     * say EINVAL, which does not matter). 2. The mask becomes empty. In which
     * order, if a signal is pending?
     */
    /* SOLUTION(7.6a) */
    struct sigaction action = { .sa_handler = SIG_DFL };
    sigset_t none;

    sigemptyset(&action.sa_mask);
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &action, NULL); /* DOC: default-actions */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* STARTER(7.6a)
    END(7.6a) */
    execvp(argv[0], argv);
    _exit(127);
}

/* Waits for the child, and says its status as a shell does. */
static int wait_for(pid_t pid)
{
    int word;

    while (waitpid(pid, &word, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return WIFSIGNALED(word) ? 128 + WTERMSIG(word) : WEXITSTATUS(word);
}

int run_program(char *const argv[])
{
    static const struct sigaction ignore = { .sa_handler = SIG_IGN };
    struct sigaction old_interrupt, old_quit;
    int status = -1;
    pid_t pid;

    /*
     * TODO(7.6b): 1. Ignore SIGINT and SIGQUIT, keep the old actions. 2. Fork;
     * the child becomes the program. 3. Wait for it. 4. The old actions again,
     * also if fork has failed. Leave the status in `status`.
     */
    /* SOLUTION(7.6b) */
    sigaction(SIGINT, &ignore, &old_interrupt);
    sigaction(SIGQUIT, &ignore, &old_quit);
    pid = fork();
    if (pid == 0)
        become(argv);
    if (pid != -1)
        status = wait_for(pid);
    sigaction(SIGINT, &old_interrupt, NULL);
    sigaction(SIGQUIT, &old_quit, NULL);
    /* STARTER(7.6b)
    (void)ignore;
    (void)old_interrupt;
    (void)old_quit;
    (void)wait_for;
    pid = -1;
    if (pid == 0)
        become(argv);
    errno = ENOSYS;
    END(7.6b) */
    return status;
}
