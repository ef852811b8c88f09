/* PSEM-05: nobody is told that an item is ready.
 * expect: PSEM-05 in 5.3 at HERE
 */
/* GAP(5.3c) */
    wait_for(&buffer->free);
    wait_for(&buffer->turn);
    store_item(buffer, item, halfway);
    sem_post(&buffer->turn); /* HERE */
    return 0;
