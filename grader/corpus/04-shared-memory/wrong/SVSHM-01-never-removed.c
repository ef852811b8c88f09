/* SVSHM-01: the segment is detached and stays.
 * expect: SVSHM-01 in 4.5 at HERE
 * also: 4.5
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
    if (memory != NULL)
        result = work(memory);
    saved = errno;
    if (memory != NULL)
        shmdt(memory);
    errno = saved;
