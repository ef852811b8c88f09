/* The turn is given before the wish is told: both come in.
 * expect: STUCK in 6.9 at here
 */
/* GAP(6.9b) */
    atomic_store(&passage->turn, !me);
    atomic_store(&passage->wants[me], 1);
    while (atomic_load(&passage->wants[!me]) &&
           atomic_load(&passage->turn) != me)
        sched_yield();
/* GAP(6.9c) */
    atomic_store(&passage->wants[me], 0); /* here */
