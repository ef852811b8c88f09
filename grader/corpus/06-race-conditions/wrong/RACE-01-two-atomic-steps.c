/* RACE-01: an atomic load and an atomic store are two steps.
 * expect: RACE-01 in 6.1 at here
 */
/* GAP(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        int now = __atomic_load_n(&counter->inside, __ATOMIC_SEQ_CST);
        __atomic_store_n(&counter->inside, now + 1, __ATOMIC_SEQ_CST); /* here */
    }
