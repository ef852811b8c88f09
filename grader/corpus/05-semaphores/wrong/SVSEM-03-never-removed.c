/* SVSEM-03: the set stays when its last user has left.
 * expect: SVSEM-03 in 5.7 at HERE
 */
/* GAP(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600); /* HERE */
    if (set == -1)
        return -1;
    all[SET_READY] = 1;
    if (semctl(set, 0, SETALL, argument) == -1) {
        int saved = errno;

        semctl(set, 0, IPC_RMID);
        errno = saved;
        return -1;
    }
/* GAP(5.7e) */
    struct sembuf nobody = { SET_USERS, 0, 0 };

    return operate(set, &nobody, 1);
