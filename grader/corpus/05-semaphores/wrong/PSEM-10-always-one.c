/* PSEM-10: always one permit, however many were asked for.
 * expect: PSEM-10 in 5.1 at HERE
 */
/* GAP(5.1a) */
    sem_t *gate;

    (void)permits;
    if (sem_unlink(name) == -1 && errno != ENOENT)
        return NULL;
    gate = sem_open(name, O_CREAT | O_EXCL, 0600, 1); /* HERE */
    return gate == SEM_FAILED ? NULL : gate;
