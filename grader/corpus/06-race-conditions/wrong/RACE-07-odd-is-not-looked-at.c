/* RACE-07: the reader reads between two equal odd versions.
 * expect: RACE-07 in 6.3 at here
 */
/* GAP(6.3b) */
    atomic_fetch_add(&clock->version, 1);
    __atomic_store_n(&clock->hour, hour, __ATOMIC_SEQ_CST);
    __atomic_store_n(&clock->minute, minute, __ATOMIC_SEQ_CST);
    atomic_fetch_add(&clock->version, 1);
/* GAP(6.3c) */
    int before;

    do {
        before = atomic_load(&clock->version);
        hour = __atomic_load_n(&clock->hour, __ATOMIC_SEQ_CST);
        minute = __atomic_load_n(&clock->minute, __ATOMIC_SEQ_CST);
    } while (atomic_load(&clock->version) != before); /* here */
