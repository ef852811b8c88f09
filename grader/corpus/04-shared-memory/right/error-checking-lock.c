/* Robust, shared, and error checking.
 * expect: full points
 */
/* GAP(4.8a) */
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_settype(&shared, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutexattr_setrobust(&shared, PTHREAD_MUTEX_ROBUST);
    error = pthread_mutex_init(&table->lock, &shared);
