/* RACE-06: the circle in the other direction.
 * expect: RACE-06 in 6.5 at here
 */
/* GAP(6.5b) */
    pthread_mutex_lock(right);
    pthread_mutex_lock(left); /* here */
