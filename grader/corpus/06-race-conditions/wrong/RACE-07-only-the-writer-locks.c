/* RACE-07: a lock that the reader does not take.
 * expect: RACE-07 in 6.3 at here
 */
/* GAP(6.3c) */
    hour = clock->hour; /* here */
    minute = clock->minute;
