/* Waits for any child until there is none, and looks up whose status it is.
 * expect: full points
 */
/* GAP(0.2b) */
    int word;

    for (;;) {
        pid_t pid = wait(&word);

        if (pid == -1 && errno == EINTR)
            continue;
        if (pid == -1)
            return errno == ECHILD ? 0 : -1;
        for (int i = 0; i < count; i++)
            if (pids[i] == pid)
                statuses[i] =
                    WIFEXITED(word) ? WEXITSTATUS(word) : 128 + WTERMSIG(word);
    }
