/* One atomic step.
 * expect: full points
 */
/* GAP(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        __atomic_fetch_add(&counter->inside, 1, __ATOMIC_SEQ_CST);
    }
