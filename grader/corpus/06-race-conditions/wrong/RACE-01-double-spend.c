/* RACE-01: the same 100, spent twice.
 * expect: RACE-01 in 6.10 at here
 */
/* GAP(6.10b) */
    if (source->balance < amount)
        return -1;
    work();
    source->balance -= amount; /* here */
    target->balance += amount;
    return 0;
