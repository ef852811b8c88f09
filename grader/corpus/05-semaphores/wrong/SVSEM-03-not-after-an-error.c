/* SVSEM-03: the values could not be set, and the set stays.
 * expect: SVSEM-03 in 5.7 at HERE
 */
/* GAP(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600); /* HERE */
    if (set == -1)
        return -1;
    all[SET_READY] = 1;
    if (semctl(set, 0, SETALL, argument) == -1)
        return -1;
