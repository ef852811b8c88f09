/* PSEM-09: a span of time where a moment is wanted.
 * expect: PSEM-09 in 5.2 at HERE
 */
/* GAP(5.2b) */
    moment.tv_sec = milliseconds / 1000;
    moment.tv_nsec = milliseconds % 1000 * 1000000L;
    while (sem_timedwait(gate, &moment) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
