/* DB-11: the lock is made well, and the data are not.
 * expect: DB-11 in 4.8 no line
 */
/* GAP(4.8b) */
    int error = pthread_mutex_lock(&table->lock);

    (void)undo;
    if (error == EOWNERDEAD)
        error = pthread_mutex_consistent(&table->lock);
    errno = error;
    return error == 0 ? 0 : -1;
