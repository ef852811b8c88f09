/* SERIAL: who greets keeps the other door closed.
 * expect: SERIAL in 6.1 no line
 */
/* GAP(6.1b) */
    pthread_mutex_lock(&counter->tools.mutex);
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        counter->inside++;
    }
    pthread_mutex_unlock(&counter->tools.mutex);
