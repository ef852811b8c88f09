/* SVSHM-01: one path leaves without removing it.
 * expect: SVSHM-01 in 4.5 at HERE
 */
/* GAP(4.5a) */
    int id = shmget(key, size, IPC_CREAT | 0600); /* HERE */

    if (id == -1 && errno == EINVAL) {
        int old = shmget(key, 0, 0);

        if (old == -1 || shmctl(old, IPC_RMID, NULL) == -1)
            return -1;
        id = shmget(key, size, IPC_CREAT | 0600);
    }
    return id;
/* GAP(4.5c) */
    if (memory == NULL)
        return -1;
    result = work(memory);
    saved = errno;
    if (result == -1)
        return -1;
    shmdt(memory);
    shmctl(id, IPC_RMID, NULL);
    errno = saved;
