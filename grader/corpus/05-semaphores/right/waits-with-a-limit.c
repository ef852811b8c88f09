/* A limit of a day, again and again (5.1).
 * expect: full points
 */
/* GAP(5.1d) */
    struct timespec moment;

    do {
        clock_gettime(CLOCK_REALTIME, &moment);
        moment.tv_sec += 86400;
        if (sem_timedwait(gate, &moment) == 0)
            return go_inside(gate, inside);
    } while (errno == EINTR || errno == ETIMEDOUT);
    return -1;
