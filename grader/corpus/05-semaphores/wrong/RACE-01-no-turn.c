/* RACE-01: two producers change the buffer at the same time.
 * expect: RACE-01 in 5.3 at HERE
 */
/* GAP(5.3c) */
    wait_for(&buffer->free);
    buffer->items[buffer->head % buffer->room] = item;
    (void)store_item;
    halfway(); /* HERE */
    buffer->head++;
    sem_post(&buffer->ready);
    return 0;
