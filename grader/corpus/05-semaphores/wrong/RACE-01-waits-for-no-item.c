/* RACE-01: the consumer does not wait until there is an item.
 * expect: RACE-01 in 5.3 at HERE
 */
/* GAP(5.3d) */
    *item = buffer->items[buffer->tail % buffer->room];
    (void)fetch_item;
    halfway(); /* HERE */
    buffer->tail++;
    sem_post(&buffer->free);
    return 0;
