/* RACE-01: the permit is given back before the change.
 * expect: RACE-01 in 6.1 at here
 */
/* GAP(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        sem_wait(&counter->tools.semaphore);
        sem_post(&counter->tools.semaphore);
        counter->inside++; /* here */
    }
