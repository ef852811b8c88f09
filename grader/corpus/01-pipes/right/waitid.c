/* Waits with waitid, which needs no status word.
 * expect: full points
 */
/* GAP(1.1a) */
    siginfo_t info;

    do {
        if (waitid(P_PID, (id_t)pid, &info, WEXITED) == 0)
            return info.si_code == CLD_EXITED ? info.si_status
                                              : 128 + info.si_status;
    } while (errno == EINTR);
    return -1;
/* GAP(1.7c) */
    for (int i = job->count - 1; i >= 0; i--) {
        int one = reap_child(job->commands[i].pid);

        if (i == job->count - 1)
            status = one;
    }
/* GAP(1.7e) */
    siginfo_t info;

    do {
        info.si_pid = 0;
    } while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG) == 0 &&
             info.si_pid != 0);
