/* RACE-04: it looks outside of the mutex.
 * expect: RACE-04 in 6.4 at here
 */
/* GAP(6.4b) */
    while (!door->parcel) {
        pthread_mutex_lock(&door->tools.mutex);
        pthread_cond_wait(&door->tools.changed, &door->tools.mutex);
        pthread_mutex_unlock(&door->tools.mutex);
    }
    door->parcel = false;
/* GAP(6.4c) */
    door->parcel = true;
    pthread_cond_signal(&door->tools.changed); /* here */
