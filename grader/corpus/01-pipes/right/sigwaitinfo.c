/* SIGCHLD is blocked and awaited with sigwaitinfo.
 * expect: full points
 */
/* REPLACE(reap_child) */
int reap_child(pid_t pid)
{
    sigset_t block, old;
    pid_t ended;
    int status, saved;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    while ((ended = waitpid(pid, &status, WNOHANG)) == 0)
        sigwaitinfo(&block, NULL); /* EINTR: look again */
    saved = errno;
    sigprocmask(SIG_SETMASK, &old, NULL);
    errno = saved;
    if (ended == -1)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
