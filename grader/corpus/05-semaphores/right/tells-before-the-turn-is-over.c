/* The order of the posts is free (5.3).
 * expect: full points
 */
/* GAP(5.3c) */
    wait_for(&buffer->free);
    wait_for(&buffer->turn);
    store_item(buffer, item, halfway);
    sem_post(&buffer->ready);
    sem_post(&buffer->turn);
    return 0;
/* GAP(5.3d) */
    wait_for(&buffer->ready);
    wait_for(&buffer->turn);
    *item = fetch_item(buffer, halfway);
    sem_post(&buffer->free);
    sem_post(&buffer->turn);
    return 0;
