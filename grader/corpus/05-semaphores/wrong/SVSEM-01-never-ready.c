/* SVSEM-01: nobody says that the set is ready.
 * expect: SVSEM-01 in 5.7 at HERE
 */
/* GAP(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600); /* HERE */
    if (set == -1)
        return -1;
    if (semctl(set, 0, SETALL, argument) == -1) {
        int saved = errno;

        semctl(set, 0, IPC_RMID);
        errno = saved;
        return -1;
    }
