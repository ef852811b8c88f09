/* PSEM-10: a mutex that begins with 2.
 * expect: PSEM-10 in 5.3 at HERE
 */
/* GAP(5.3b) */
    if (sem_init(&buffer->free, 1, room) == -1 ||
        sem_init(&buffer->ready, 1, 0) == -1 ||
        sem_init(&buffer->turn, 1, 2) == -1) /* HERE */
        return -1;
    return 0;
