/* waitid for anybody.
 * expect: full points
 */
/* GAP(0.5b) */
    siginfo_t info;
    int others = 0;

    for (;;) {
        if (waitid(P_ALL, 0, &info, WEXITED) == -1) {
            if (errno == ECHILD)
                return others;
            continue;
        }
        if (info.si_pid == pid)
            *status = info.si_code == CLD_EXITED ? info.si_status
                                                 : 128 + info.si_status;
        else
            others++;
    }
