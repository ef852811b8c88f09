/* PROC-06: returns what waitpid filled in, and not the status in it.
 * expect: PROC-06 in 1.1 at HERE
 * expect: PROC-06 in 1.3 at HERE
 * expect: PROC-06 in 1.4 at HERE
 * also: 1.5
 */
/* GAP(1.1a) */
    int status;

    while (waitpid(pid, &status, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return status;
/* GAP(1.7c) */
    int word;

    for (int i = 0; i < job->count; i++) {
        while (waitpid(job->commands[i].pid, &word, 0) == -1 &&
               errno == EINTR)
            continue;
        status = WIFEXITED(word) ? WEXITSTATUS(word) : 128 + WTERMSIG(word);
    }
