/* Waits in sigsuspend for a handler of SIGCHLD, and looks without sleeping.
 * expect: full points
 */
/* REPLACE(reap_child) */
static void child_ended(int number)
{
    (void)number;
}

int reap_child(pid_t pid)
{
    struct sigaction action = { .sa_handler = child_ended }, old_action;
    sigset_t block, old;
    pid_t ended;
    int status, saved;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    sigaction(SIGCHLD, &action, &old_action);
    while ((ended = waitpid(pid, &status, WNOHANG)) == 0)
        sigsuspend(&old);
    saved = errno;
    sigaction(SIGCHLD, &old_action, NULL);
    sigprocmask(SIG_SETMASK, &old, NULL);
    errno = saved;
    if (ended == -1)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
