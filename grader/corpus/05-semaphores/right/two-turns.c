/* One turn for producers and one for consumers: both ends at once (5.3).
 * expect: full points
 */
/* GAP(5.3a) */
    sem_t free, ready, put_turn, take_turn;
/* GAP(5.3b) */
    if (sem_init(&buffer->free, 1, room) == -1 ||
        sem_init(&buffer->ready, 1, 0) == -1 ||
        sem_init(&buffer->put_turn, 1, 1) == -1)
        return -1;
    return sem_init(&buffer->take_turn, 1, 1);
/* GAP(5.3c) */
    wait_for(&buffer->free);
    wait_for(&buffer->put_turn);
    store_item(buffer, item, halfway);
    sem_post(&buffer->put_turn);
    sem_post(&buffer->ready);
    return 0;
/* GAP(5.3d) */
    wait_for(&buffer->ready);
    wait_for(&buffer->take_turn);
    *item = fetch_item(buffer, halfway);
    sem_post(&buffer->take_turn);
    sem_post(&buffer->free);
    return 0;
