/* It makes one, and takes away only what is in the way (5.1).
 * expect: full points
 */
/* GAP(5.1a) */
    sem_t *gate;

    while ((gate = sem_open(name, O_CREAT | O_EXCL, 0600, permits)) ==
           SEM_FAILED) {
        if (errno != EEXIST || sem_unlink(name) == -1)
            return NULL;
    }
    return gate;
