/* SVSEM-03: SEM_UNDO helps when a user dies; but who removes the set?
 * expect: SVSEM-03 in 5.10 at HERE
 */
/* GAP(5.10a) */
    int set;
/* GAP(5.10b) */
    key_t key = ftok(path, 'S');

    scanner->set = key == -1 ? -1 : semget(key, 1, IPC_CREAT | 0600); /* HERE */
    if (scanner->set == -1) {
        free(scanner);
        return NULL;
    }
/* GAP(5.10c) */
    struct sembuf get[] = { { 0, 0, (short)(may_wait ? 0 : IPC_NOWAIT) },
                            { 0, 1, SEM_UNDO } };

    while (semop(scanner->set, get, 2) == -1) {
        if (errno != EINTR)
            return -1;
    }
/* GAP(5.10d) */
    semop(scanner->set, &(struct sembuf){ 0, -1, SEM_UNDO }, 1);
/* GAP(5.10e) */
