/* A semaphore wherever a lock will do.
 * expect: full points
 */
/* GAP(6.3b) */
    sem_wait(&clock->tools.semaphore);
    clock->hour = hour;
    clock->minute = minute;
    sem_post(&clock->tools.semaphore);
/* GAP(6.3c) */
    sem_wait(&clock->tools.semaphore);
    hour = clock->hour;
    minute = clock->minute;
    sem_post(&clock->tools.semaphore);
/* GAP(6.9b) */
    (void)me;
    sem_wait(&passage->tools.semaphore);
/* GAP(6.9c) */
    (void)me;
    sem_post(&passage->tools.semaphore);
