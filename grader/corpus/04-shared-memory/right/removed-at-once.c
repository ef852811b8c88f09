/* Removed as soon as it is attached: it goes with the last one who detaches.
 * expect: full points
 */
/* GAP(4.5b) */
    char *memory = shmat(id, NULL, 0);

    if (memory == (void *)-1)
        return NULL;
    memset(memory, fill, size);
    return memory;
/* GAP(4.5c) */
    if (memory != NULL)
        result = work(memory);
    saved = errno;
    shmctl(id, IPC_RMID, NULL);
    if (memory != NULL)
        shmdt(memory);
    errno = saved;
