/* It asks a few times, and sleeps then (5.1).
 * expect: full points
 */
/* GAP(5.1d) */
    for (int i = 0; i < 100; i++) {
        if (sem_trywait(gate) == 0)
            return go_inside(gate, inside);
    }
    while (sem_wait(gate) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return go_inside(gate, inside);
