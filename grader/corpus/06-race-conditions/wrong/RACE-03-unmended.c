/* RACE-03: what was free may be taken when he has paid.
 * expect: RACE-03 in 6.2 at here
 */
/* GAP(6.2b) */
    if (hall->seats[seat] != 0)
        return -1;
    work();
    hall->seats[seat] = customer; /* here */
    return 0;
