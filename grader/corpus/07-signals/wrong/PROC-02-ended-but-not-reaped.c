/* PROC-02: those that are left are ended, and nobody reaps them.
 * expect: PROC-02 in 7.7 at HERE
 */
/* GAP(7.7a) */
    pid = fork(); /* HERE */
    if (pid == 0) {
        sigprocmask(SIG_SETMASK, &schedule->old_mask, NULL);
        raise(SIGSTOP);
        work(number);
        _exit(0);
    }
    if (pid == -1)
        return -1;
    schedule->pids[number] = pid;
    while (waitpid(pid, NULL, WUNTRACED) == -1 && errno == EINTR)
        continue;
    return 0;
/* GAP(7.7c) */
        if (!schedule->ended[i])
            kill(schedule->pids[i], SIGKILL);
