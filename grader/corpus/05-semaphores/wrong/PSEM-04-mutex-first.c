/* PSEM-04: the producer sleeps with the turn, which the consumer needs.
 * expect: PSEM-04 in 5.3 at HERE
 */
/* GAP(5.3c) */
    wait_for(&buffer->turn);
    wait_for(&buffer->free); /* HERE */
    store_item(buffer, item, halfway);
    sem_post(&buffer->turn);
    sem_post(&buffer->ready);
    return 0;
