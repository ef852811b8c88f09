/* CRASH: a pointer that leads nowhere.
 * expect: CRASH in 6.1 at here
 */
/* GAP(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        int *volatile nowhere = NULL;
        sem_wait(&counter->tools.semaphore);
        counter->inside++;
        sem_post(&counter->tools.semaphore);
        if (i == 1)
            *nowhere = 1; /* here */
    }
