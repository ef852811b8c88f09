/* PSEM-10: an empty buffer begins without a free place.
 * expect: PSEM-10 in 5.3 at HERE
 */
/* GAP(5.3b) */
    if (sem_init(&buffer->free, 1, 0) == -1 || /* HERE */
        sem_init(&buffer->ready, 1, 0) == -1 ||
        sem_init(&buffer->turn, 1, 1) == -1)
        return -1;
    return 0;
