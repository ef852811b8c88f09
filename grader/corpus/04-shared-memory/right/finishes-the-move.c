/* The next owner undoes by hand, without the finished function.
 * expect: full points
 */
/* GAP(4.8b) */
    int error = pthread_mutex_lock(&table->lock);

    (void)undo;
    if (error == EOWNERDEAD) {
        if (table->from != -1) {
            table->account[table->to] = table->to_before;
            table->account[table->from] = table->from_before;
            table->from = -1;
        }
        error = pthread_mutex_consistent(&table->lock);
    }
    errno = error;
    return error == 0 ? 0 : -1;
