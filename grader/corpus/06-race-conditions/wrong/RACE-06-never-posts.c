/* RACE-06: the second wait never ends.
 * expect: RACE-06 in 6.1 at here
 */
/* GAP(6.1b) */
    for (int i = 0; i < visitors && !counter->closed; i++) {
        work();
        sem_wait(&counter->tools.semaphore); /* here */
        counter->inside++;
    }
