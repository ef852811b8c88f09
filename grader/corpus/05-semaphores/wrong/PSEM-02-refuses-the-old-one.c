/* PSEM-02: it insists on a new one, and nobody takes the old one away.
 * expect: PSEM-02 in 5.1 at HERE
 */
/* GAP(5.1a) */
    sem_t *gate = sem_open(name, O_CREAT | O_EXCL, 0600, permits); /* HERE */

    return gate == SEM_FAILED ? NULL : gate;
