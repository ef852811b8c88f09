/* PROC-07: a wait that a signal handler interrupted is not made again.
 * expect: PROC-07 in 0.1 at HERE
 * expect: PROC-07 in 0.2 at HERE
 */
/* GAP(0.1c) */
    int word;

    if (waitpid(pid, &word, 0) == -1) /* HERE */
        return -1;
    if (WIFEXITED(word))
        return WEXITSTATUS(word);
    return 128 + WTERMSIG(word);
