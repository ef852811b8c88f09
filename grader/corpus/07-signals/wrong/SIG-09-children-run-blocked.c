/* SIG-09: the children inherit the mask of the scheduler.
 * expect: SIG-09 in 7.7 at HERE
 */
/* GAP(7.7a) */
    pid = fork(); /* HERE */
    if (pid == 0) {
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
