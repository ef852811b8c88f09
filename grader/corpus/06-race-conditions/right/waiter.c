/* One at a time takes forks.
 * expect: full points
 */
/* GAP(6.5b) */
    sem_wait(&table->tools.semaphore);
    pthread_mutex_lock(left);
    pthread_mutex_lock(right);
    sem_post(&table->tools.semaphore);
