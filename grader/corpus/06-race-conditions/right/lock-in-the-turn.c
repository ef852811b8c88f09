/* The turn is a lock that is taken by an exchange.
 * expect: full points
 */
/* GAP(6.9b) */
    (void)me;
    while (atomic_exchange(&passage->turn, 1) != 0)
        sched_yield();
/* GAP(6.9c) */
    (void)me;
    atomic_store(&passage->turn, 0);
