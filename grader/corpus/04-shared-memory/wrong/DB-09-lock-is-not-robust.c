/* DB-09: the lock of a dead owner stays locked.
 * expect: DB-09 in 4.8 at HERE
 */
/* GAP(4.8a) */
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    error = pthread_mutex_init(&table->lock, &shared);
/* GAP(4.8b) */
    int error = pthread_mutex_lock(&table->lock); /* HERE */

    if (error == EOWNERDEAD) {
        undo(table);
        error = pthread_mutex_consistent(&table->lock);
    }
    errno = error;
    return error == 0 ? 0 : -1;
