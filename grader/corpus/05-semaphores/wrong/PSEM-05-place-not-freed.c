/* PSEM-05: the consumer does not say that a place is free.
 * expect: PSEM-05 in 5.3 at HERE
 */
/* GAP(5.3d) */
    wait_for(&buffer->ready);
    wait_for(&buffer->turn);
    *item = fetch_item(buffer, halfway);
    sem_post(&buffer->turn); /* HERE */
    return 0;
