/* RACE-06: two transfers the other way round wait for each other.
 * expect: RACE-06 in 6.10 at here
 */
/* GAP(6.10b) */
    int result = -1;

    pthread_mutex_lock(&source->tools.mutex);
    pthread_mutex_lock(&target->tools.mutex); /* here */
    if (source->balance >= amount) {
        source->balance -= amount;
        target->balance += amount;
        result = 0;
    }
    pthread_mutex_unlock(&target->tools.mutex);
    pthread_mutex_unlock(&source->tools.mutex);
    if (result == 0)
        work();
    return result;
