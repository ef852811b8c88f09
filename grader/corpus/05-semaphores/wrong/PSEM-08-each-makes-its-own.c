/* PSEM-08: whoever comes takes the name away and makes a new one.
 * expect: PSEM-08 in 5.1 at HERE
 */
/* GAP(5.1b) */
    sem_t *gate;

    sem_unlink(name);
    gate = sem_open(name, O_CREAT, 0600, 1); /* HERE */
    return gate == SEM_FAILED ? NULL : gate;
