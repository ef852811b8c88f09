/* PSEM-03: an interrupted wait is taken for an error.
 * expect: PSEM-03 in 5.1 at HERE
 */
/* GAP(5.1d) */
    if (sem_wait(gate) == -1) /* HERE */
        return -1;
    return go_inside(gate, inside);
