/* RACE-07: each word is whole, and the two are not.
 * expect: RACE-07 in 6.3 at here
 */
/* GAP(6.3b) */
    __atomic_store_n(&clock->hour, hour, __ATOMIC_SEQ_CST);
    __atomic_store_n(&clock->minute, minute, __ATOMIC_SEQ_CST); /* here */
/* GAP(6.3c) */
    hour = __atomic_load_n(&clock->hour, __ATOMIC_SEQ_CST);
    minute = __atomic_load_n(&clock->minute, __ATOMIC_SEQ_CST);
