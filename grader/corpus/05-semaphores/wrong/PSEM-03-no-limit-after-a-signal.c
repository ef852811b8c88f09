/* PSEM-03: an interrupted wait with a limit is taken for an error.
 * expect: PSEM-03 in 5.2 at HERE
 */
/* GAP(5.2b) */
    clock_gettime(CLOCK_REALTIME, &moment);
    moment.tv_sec += milliseconds / 1000;
    moment.tv_nsec += milliseconds % 1000 * 1000000L;
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_sec++;
        moment.tv_nsec -= 1000000000;
    }
    if (sem_timedwait(gate, &moment) == -1) /* HERE */
        return -1;
    return go_inside(gate, inside);
