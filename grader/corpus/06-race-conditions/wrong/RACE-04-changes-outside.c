/* RACE-04: the parcel is put outside of the mutex.
 * expect: RACE-04 in 6.4 at here
 */
/* GAP(6.4c) */
    door->parcel = true;
    pthread_cond_signal(&door->tools.changed); /* here */
