/* SVSEM-02: the set is said to be ready before it has its values.
 * expect: SVSEM-02 in 5.7 at HERE
 */
/* GAP(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600);
    if (set == -1)
        return -1;
    argument.val = 1;
    semctl(set, SET_READY, SETVAL, argument); /* HERE */
    for (int i = 0; i < count; i++) {
        argument.val = values[i];
        if (semctl(set, SET_FIRST + i, SETVAL, argument) == -1) {
            int saved = errno;

            semctl(set, 0, IPC_RMID);
            errno = saved;
            return -1;
        }
    }
