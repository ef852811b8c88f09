/* DB-11: there is nothing that tells what was under way.
 * expect: DB-11 in 4.8 no line
 */
/* GAP(4.8c) */
    table->account[from] -= amount;
    halfway();
    table->account[to] += amount;
    pthread_mutex_unlock(&table->lock);
    return 0;
