/* RACE-01: the handler comes between load and store.
 * expect: RACE-01 in 6.6 at here
 */
/* GAP(6.6c) */
        int now = tally->done;

        tally->done = now + 1;
/* GAP(6.6b) */
    here->done++; /* here */
