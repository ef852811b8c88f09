/* DB-10: EOWNERDEAD is taken for a failure.
 * expect: DB-10 in 4.8 no line
 */
/* GAP(4.8b) */
    (void)undo;
    errno = pthread_mutex_lock(&table->lock);
    return errno == 0 ? 0 : -1;
