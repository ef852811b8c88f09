/* PSEM-09: a moment by the clock that counts from the machine's start.
 * expect: PSEM-09 in 5.2 at HERE
 */
/* GAP(5.2b) */
    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_sec += milliseconds / 1000 + 1;
    while (sem_timedwait(gate, &moment) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
