/* PSEM-10: the first one in is not counted.
 * expect: PSEM-10 in 5.1 at HERE
 */
/* GAP(5.1a) */
    sem_t *gate;

    if (sem_unlink(name) == -1 && errno != ENOENT)
        return NULL;
    gate = sem_open(name, O_CREAT | O_EXCL, 0600, permits + 1); /* HERE */
    return gate == SEM_FAILED ? NULL : gate;
