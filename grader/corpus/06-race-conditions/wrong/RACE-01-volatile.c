/* RACE-01: volatile makes no step of three.
 * expect: RACE-01 in 6.1 at here
 */
/* GAP(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        volatile int *inside = &counter->inside;
        *inside = *inside + 1; /* here */
    }
