/* RACE-01: load and store are two steps.
 * expect: RACE-01 in 6.1 at here
 */
/* GAP(6.1b) */
    for (int i = 0; i < visitors; i++) {
        if (counter->closed)
            return;
        work();
        int now = counter->inside; /* here */
        counter->inside = now + 1;
    }
