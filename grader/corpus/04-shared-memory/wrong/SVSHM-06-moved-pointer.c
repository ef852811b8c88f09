/* SVSHM-06: the pointer that is given back has moved on.
 * expect: SVSHM-06 in 4.5 at HERE
 * also: 4.5
 */
/* GAP(4.5c) */
    if (memory != NULL) {
        result = work(memory);
        saved = errno;
        for (size_t i = 0; i < size; i++)
            *memory++ = 0;
        shmdt(memory); /* HERE */
    } else {
        saved = errno;
    }
    shmctl(id, IPC_RMID, NULL);
    errno = saved;
