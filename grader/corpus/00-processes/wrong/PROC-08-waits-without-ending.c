/* PROC-08: when a fork fails, the others are waited for, but not ended.
 * expect: PROC-08 in 0.2 at HERE
 */
/* REPLACE(stop_all) */
static void stop_all(const pid_t pids[], int count)
{
    int saved = errno;

    for (int i = 0; i < count; i++)
        collect(pids[i]);
    errno = saved;
}
/* GAP(0.1c) */
    int word;

    while (waitpid(pid, &word, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(word))
        return WEXITSTATUS(word);
    return 128 + WTERMSIG(word);
