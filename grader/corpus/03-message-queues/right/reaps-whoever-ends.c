/* The workers are reaped in the order in which they end (3.3).
 * expect: full points
 */
/* GAP(3.3c) */
    if (result == -1)
        stop_children(pids, started);
    for (int i = 0; result != -1 && i < workers; i++) {
        siginfo_t info;

        if (waitid(P_ALL, 0, &info, WEXITED) == -1)
            i--;
        else
            result += info.si_code != CLD_EXITED || info.si_status != 0;
    }
    mq_close(queue);
    queue_remove(service);
