/* A moment by the clock that nobody sets (5.2).
 * expect: full points
 */
/* GAP(5.2b) */
    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_sec += milliseconds / 1000;
    moment.tv_nsec += milliseconds % 1000 * 1000000L;
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_sec++;
        moment.tv_nsec -= 1000000000;
    }
    while (sem_clockwait(gate, CLOCK_MONOTONIC, &moment) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
