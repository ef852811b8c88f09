/* PSEM-09: it goes in when the time is over, too.
 * expect: PSEM-09 in 5.2 at HERE
 */
/* GAP(5.2b) */
    clock_gettime(CLOCK_REALTIME, &moment);
    moment.tv_sec += milliseconds / 1000;
    moment.tv_nsec += milliseconds % 1000 * 1000000L;
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_sec++;
        moment.tv_nsec -= 1000000000;
    }
    while (sem_timedwait(gate, &moment) == -1) { /* HERE */
        if (errno != EINTR)
            break;
    }
    return go_inside(gate, inside);
