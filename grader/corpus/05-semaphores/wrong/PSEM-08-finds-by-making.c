/* PSEM-08: it does not find the semaphore, and makes one.
 * expect: PSEM-08 in 5.1 at HERE
 */
/* GAP(5.1b) */
    sem_t *gate = sem_open(name, O_CREAT, 0600, 1); /* HERE */

    return gate == SEM_FAILED ? NULL : gate;
