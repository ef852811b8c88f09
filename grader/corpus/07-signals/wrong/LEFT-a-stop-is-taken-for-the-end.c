/* LEFT: any SIGCHLD is taken for the end of the child, also that of a stop.
 * expect: LEFT in 7.7 at HERE
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
/* GAP(7.7b) */
    int number;

    kill(pid, SIGCONT);
    set_timer(slice_ms);
    number = sigwaitinfo(&schedule->news, NULL);
    if (number == SIGCHLD) {
        forget_timer();
        return true;
    }
    kill(pid, SIGSTOP);
    return has_ended(pid, WUNTRACED);
