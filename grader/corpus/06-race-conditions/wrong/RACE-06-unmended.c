/* RACE-06: everybody takes the left one first.
 * expect: RACE-06 in 6.5 at here
 */
/* GAP(6.5b) */
    pthread_mutex_lock(left);
    pthread_mutex_lock(right); /* here */
