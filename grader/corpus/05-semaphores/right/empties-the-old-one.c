/* The old set is removed only when it is in the way (5.7).
 * expect: full points
 */
/* GAP(5.7a) */
    while ((set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600)) ==
           -1) {
        if (errno != EEXIST)
            return -1;
        remove_old(key);
    }
    all[SET_READY] = 1;
    if (semctl(set, 0, SETALL, argument) == -1) {
        int saved = errno;

        semctl(set, 0, IPC_RMID);
        errno = saved;
        return -1;
    }
