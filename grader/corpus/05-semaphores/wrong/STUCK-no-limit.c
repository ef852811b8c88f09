/* STUCK: the limit is forgotten.
 * expect: STUCK in 5.2 at HERE
 */
/* GAP(5.2b) */
    (void)moment;
    (void)milliseconds;
    while (sem_wait(gate) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
