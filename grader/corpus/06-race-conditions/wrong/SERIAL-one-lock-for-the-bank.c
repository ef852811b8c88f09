/* SERIAL: nobody moves anything while a letter is written.
 * expect: SERIAL in 6.10 no line
 */
/* GAP(6.10b) */
    int result = -1;

    pthread_mutex_lock(&bank->tools.mutex);
    if (source->balance >= amount) {
        work();
        source->balance -= amount;
        target->balance += amount;
        result = 0;
    }
    pthread_mutex_unlock(&bank->tools.mutex);
    return result;
