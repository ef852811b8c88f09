/* DB-10: nobody says that all is well again.
 * expect: DB-10 in 4.8 no line
 */
/* GAP(4.8b) */
    int error = pthread_mutex_lock(&table->lock);

    if (error == EOWNERDEAD) {
        undo(table);
        error = 0;
    }
    errno = error;
    return error == 0 ? 0 : -1;
