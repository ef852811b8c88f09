/* PSEM-03: the result of sem_wait is not looked at.
 * expect: PSEM-03 in 5.1 at HERE
 */
/* GAP(5.1d) */
    sem_wait(gate); /* HERE */
    return go_inside(gate, inside);
