/* PSEM-04: the consumer sleeps with the turn, which the producer needs.
 * expect: PSEM-04 in 5.3 at HERE
 */
/* GAP(5.3d) */
    wait_for(&buffer->turn);
    wait_for(&buffer->ready); /* HERE */
    *item = fetch_item(buffer, halfway);
    sem_post(&buffer->turn);
    sem_post(&buffer->free);
    return 0;
