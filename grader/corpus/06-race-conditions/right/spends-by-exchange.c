/* Taken by compare-and-exchange, given by an atomic step.
 * expect: full points
 */
/* GAP(6.10b) */
    int balance = __atomic_load_n(&source->balance, __ATOMIC_SEQ_CST);

    do
        if (balance < amount)
            return -1;
    while (!__atomic_compare_exchange_n(&source->balance, &balance,
                                        balance - amount, false,
                                        __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
    __atomic_fetch_add(&target->balance, amount, __ATOMIC_SEQ_CST);
    work();
    return 0;
