/* SVSEM-01: the values are added to what an earlier run has left.
 * expect: SVSEM-01 in 5.7 at HERE
 */
/* GAP(5.7a) */
    (void)remove_old;
    (void)argument;
    set = semget(key, SET_FIRST + count, IPC_CREAT | 0600); /* HERE */
    if (set == -1)
        return -1;
    for (int i = 0; i < count; i++) {
        struct sembuf more = { (unsigned short)(SET_FIRST + i),
                               (short)values[i], 0 };

        semop(set, &more, 1);
    }
    semop(set, &(struct sembuf){ SET_READY, 1, 0 }, 1);
