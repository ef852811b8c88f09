/* SVSHM-04: IPC_RMID is given the key.
 * expect: SVSHM-04 in 4.5 at HERE
 * also: 4.5
 */
/* GAP(4.5c) */
    if (memory != NULL)
        result = work(memory);
    saved = errno;
    if (memory != NULL)
        shmdt(memory);
    shmctl(key, IPC_RMID, NULL); /* HERE */
    errno = saved;
