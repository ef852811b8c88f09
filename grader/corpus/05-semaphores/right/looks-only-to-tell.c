/* The value is looked at, and decides nothing (5.2).
 * expect: full points
 */
/* GAP(5.2a) */
    int value;

    sem_getvalue(gate, &value);
    while (sem_trywait(gate) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
