/* Each door counts for itself, and adds once.
 * expect: full points
 */
/* GAP(6.1b) */
    int own = 0;

    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        own++;
    }
    pthread_mutex_lock(&counter->tools.mutex);
    counter->inside += own;
    pthread_mutex_unlock(&counter->tools.mutex);
