/* STUCK: it waits where it must not.
 * expect: STUCK in 5.2 at HERE
 */
/* GAP(5.2a) */
    while (sem_wait(gate) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
