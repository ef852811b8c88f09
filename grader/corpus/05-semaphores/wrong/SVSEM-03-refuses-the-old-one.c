/* SVSEM-03: it insists on a new set, and nobody removes the old one.
 * expect: SVSEM-03 in 5.7 at HERE
 */
/* GAP(5.7a) */
    (void)remove_old;
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
