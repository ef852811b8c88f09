/* PROC-11: the last to be collected is taken for the program.
 * expect: PROC-11 in 0.5 at HERE
 * varies: 0.5
 */
/* GAP(0.5b) */
    int word, others = -1;

    (void)pid;
    for (;;) {
        if (wait(&word) != -1) { /* HERE */
            *status =
                WIFEXITED(word) ? WEXITSTATUS(word) : 128 + WTERMSIG(word);
            others++;
        } else if (errno == ECHILD) {
            return others;
        }
    }
