/* SVSEM-01: only the ready mark is set, and no value.
 * expect: SVSEM-01 in 5.7 at HERE
 * also: 5.7
 */
/* GAP(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600); /* HERE */
    if (set == -1)
        return -1;
    argument.val = 1;
    semctl(set, SET_READY, SETVAL, argument);
