/* One lock for the bank, and the letter is written outside.
 * expect: full points
 */
/* GAP(6.10b) */
    int result = -1;

    pthread_mutex_lock(&bank->tools.mutex);
    if (source->balance >= amount) {
        source->balance -= amount;
        target->balance += amount;
        result = 0;
    }
    pthread_mutex_unlock(&bank->tools.mutex);
    if (result == 0)
        work();
    return result;
