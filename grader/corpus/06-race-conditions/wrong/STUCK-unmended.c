/* Both want in, and both wait.
 * expect: STUCK in 6.9 at here
 */
/* GAP(6.9b) */
    atomic_store(&passage->wants[me], 1);
    while (atomic_load(&passage->wants[!me])) /* here */
        sched_yield();
