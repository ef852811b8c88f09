/* RACE-07: two words in two steps.
 * expect: RACE-07 in 6.3 at here
 */
/* GAP(6.3b) */
    clock->hour = hour;
    clock->minute = minute;
/* GAP(6.3c) */
    hour = clock->hour; /* here */
    minute = clock->minute;
