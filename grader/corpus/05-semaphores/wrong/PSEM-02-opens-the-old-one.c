/* PSEM-02: O_CREAT alone takes the old semaphore with its old value.
 * expect: PSEM-02 in 5.1 at HERE
 */
/* GAP(5.1a) */
    sem_t *gate = sem_open(name, O_CREAT, 0600, permits); /* HERE */

    return gate == SEM_FAILED ? NULL : gate;
