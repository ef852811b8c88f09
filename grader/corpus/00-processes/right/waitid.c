/* waitid tells how a child ended in si_code and si_status.
 * expect: full points
 */
/* GAP(0.1c) */
    siginfo_t info;

    while (waitid(P_PID, (id_t)pid, &info, WEXITED) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
