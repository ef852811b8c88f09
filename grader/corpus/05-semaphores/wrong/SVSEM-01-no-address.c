/* SVSEM-01: a number where semctl wants the address of the values.
 * expect: SVSEM-01 in 5.7 at HERE
 * also: 5.7
 */
/* GAP(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600);
    if (set == -1)
        return -1;
    all[SET_READY] = 1;
    argument.array = NULL;
    argument.val = all[SET_FIRST];
    if (semctl(set, 0, SETALL, argument) == -1) { /* HERE */
        int saved = errno;

        semctl(set, 0, IPC_RMID);
        errno = saved;
        return -1;
    }
