/* SIG-07: the wait for the program ends with EINTR.
 * expect: SIG-07 in 7.6 at HERE
 */
/* REPLACE(wait_for) */
static int wait_for(pid_t pid)
{
    int word;

    if (waitpid(pid, &word, 0) == -1) /* HERE */
        return -1;
    return WIFSIGNALED(word) ? 128 + WTERMSIG(word) : WEXITSTATUS(word);
}
