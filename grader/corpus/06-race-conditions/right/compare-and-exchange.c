/* Again until nobody came in between.
 * expect: full points
 */
/* GAP(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        int now = __atomic_load_n(&counter->inside, __ATOMIC_SEQ_CST);
        while (!__atomic_compare_exchange_n(&counter->inside, &now, now + 1,
                                            false, __ATOMIC_SEQ_CST,
                                            __ATOMIC_SEQ_CST))
            continue;
    }
/* GAP(6.2b) */
    int nobody = 0;

    if (!__atomic_compare_exchange_n(&hall->seats[seat], &nobody, customer,
                                     false, __ATOMIC_SEQ_CST,
                                     __ATOMIC_SEQ_CST))
        return -1;
    work();
    return 0;
