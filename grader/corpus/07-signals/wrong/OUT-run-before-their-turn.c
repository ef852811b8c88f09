/* OUT: the children compute from their birth, before their first turn.
 * expect: OUT in 7.7 at HERE
 */
/* GAP(7.7a) */
    pid = fork();
    if (pid == 0) {
        sigprocmask(SIG_SETMASK, &schedule->old_mask, NULL);
        work(number);
        _exit(0);
    }
    if (pid == -1)
        return -1;
    schedule->pids[number] = pid;
    return 0;
/* GAP(7.7b) */
    int number;

    kill(pid, SIGCONT); /* HERE */
    set_timer(slice_ms);
    do {
        number = sigwaitinfo(&schedule->news, NULL);
        if (number == SIGCHLD && has_ended(pid, WNOHANG)) {
            forget_timer();
            return true;
        }
    } while (number != SIGALRM);
    kill(pid, SIGSTOP);
    return has_ended(pid, WUNTRACED);
