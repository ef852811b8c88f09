/* SVSHM-05: nobody but root may use the segment.
 * expect: SVSHM-05 in 4.5 at HERE
 * also: 4.5
 */
/* GAP(4.5a) */
    return shmget(key, size, IPC_CREAT);
/* GAP(4.5b) */
    char *memory = shmat(id, NULL, 0); /* HERE */

    if (memory == (void *)-1)
        return NULL;
    memset(memory, fill, size);
    return memory;
