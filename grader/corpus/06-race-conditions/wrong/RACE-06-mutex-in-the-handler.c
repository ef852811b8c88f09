/* RACE-06: the handler waits for its own process.
 * expect: RACE-06 in 6.6 at here
 */
/* TOP(tally.c) */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* GAP(6.6b) */
    pthread_mutex_lock(&lock);
    here->done++;
    pthread_mutex_unlock(&lock);
/* GAP(6.6c) */
        pthread_mutex_lock(&lock); /* here */
        tally->done++;
        pthread_mutex_unlock(&lock);
