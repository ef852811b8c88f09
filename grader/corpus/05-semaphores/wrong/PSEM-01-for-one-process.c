/* PSEM-01: the semaphores are made for one process only.
 * expect: PSEM-01 in 5.3 at HERE
 */
/* GAP(5.3b) */
    if (sem_init(&buffer->free, 0, room) == -1 || /* HERE */
        sem_init(&buffer->ready, 0, 0) == -1 ||
        sem_init(&buffer->turn, 0, 1) == -1)
        return -1;
    return 0;
