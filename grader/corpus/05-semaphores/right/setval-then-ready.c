/* SETVAL for each value; ready comes last (5.7).
 * expect: full points
 */
/* GAP(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600);
    for (int i = 0; set != -1 && i <= count; i++) {
        argument.val = i < count ? values[i] : 1;
        if (semctl(set, i < count ? SET_FIRST + i : SET_READY, SETVAL,
                   argument) == -1) {
            int saved = errno;

            semctl(set, 0, IPC_RMID);
            errno = saved;
            return -1;
        }
    }
