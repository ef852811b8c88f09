/* PROC-03: each program is waited for before the next one is started.
 * expect: PROC-03 in 0.2 at HERE
 * also: 0.2
 */
/* GAP(0.2a) */
    for (int i = 0; i < count; i++) {
        siginfo_t ended;

        pids[i] = start(commands[i]);
        if (pids[i] == -1) {
            stop_all(pids, i);
            return -1;
        }
        waitid(P_PID, (id_t)pids[i], &ended, WEXITED | WNOWAIT); /* HERE */
    }
    return 0;
