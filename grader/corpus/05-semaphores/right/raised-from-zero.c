/* A new set is 0 on Linux: its values are added to that, all at once (5.7).
 * expect: full points
 */
/* GAP(5.7a) */
    struct sembuf raise[SET_MAX] = { { SET_READY, 1, 0 } };
    int raised = 1;

    (void)argument;
    for (int i = 0; i < count; i++) {
        if (values[i] > 32767) {
            errno = ERANGE;
            return -1;
        }
        if (values[i] > 0)
            raise[raised++] = (struct sembuf){
                (unsigned short)(SET_FIRST + i), (short)values[i], 0 };
    }
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600);
    if (set != -1 && semop(set, raise, (size_t)raised) == -1) {
        int saved = errno;

        semctl(set, 0, IPC_RMID);
        errno = saved;
        return -1;
    }
