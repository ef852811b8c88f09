/* The turn comes first, and is given back before it sleeps (5.3).
 * expect: full points
 */
/* GAP(5.3c) */
    wait_for(&buffer->turn);
    while (sem_trywait(&buffer->free) == -1) {
        sem_post(&buffer->turn);
        wait_for(&buffer->free); /* with an empty hand ... */
        sem_post(&buffer->free); /* ... and look again */
        wait_for(&buffer->turn);
    }
    store_item(buffer, item, halfway);
    sem_post(&buffer->turn);
    sem_post(&buffer->ready);
    return 0;
