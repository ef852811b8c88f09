/* PSEM-08: the name is taken away before the others have come.
 * expect: PSEM-08 in 5.1 at HERE
 */
/* GAP(5.1a) */
    sem_t *gate;

    if (sem_unlink(name) == -1 && errno != ENOENT)
        return NULL;
    gate = sem_open(name, O_CREAT | O_EXCL, 0600, permits); /* HERE */
    sem_unlink(name);
    return gate == SEM_FAILED ? NULL : gate;
