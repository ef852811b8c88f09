/* PSEM-05: the producer does not give the turn back.
 * expect: PSEM-05 in 5.3 at HERE
 */
/* GAP(5.3c) */
    wait_for(&buffer->free);
    wait_for(&buffer->turn);
    store_item(buffer, item, halfway);
    sem_post(&buffer->ready); /* HERE */
    return 0;
