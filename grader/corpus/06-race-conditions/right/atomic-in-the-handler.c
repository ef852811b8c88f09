/* An atomic step on both sides.
 * expect: full points
 */
/* GAP(6.6b) */
    __atomic_fetch_add(&here->done, 1, __ATOMIC_SEQ_CST);
/* GAP(6.6c) */
        __atomic_fetch_add(&tally->done, 1, __ATOMIC_SEQ_CST);
