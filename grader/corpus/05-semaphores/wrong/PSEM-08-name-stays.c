/* PSEM-08: the semaphore is closed, and its name stays.
 * expect: PSEM-08 in 5.1 at HERE
 */
/* GAP(5.1a) */
    sem_t *gate;

    if (sem_unlink(name) == -1 && errno != ENOENT)
        return NULL;
    gate = sem_open(name, O_CREAT | O_EXCL, 0600, permits); /* HERE */
    return gate == SEM_FAILED ? NULL : gate;
/* GAP(5.1e) */
    (void)name;
    sem_close(gate);
