/* RACE-10: it looks again and again whether there is room.
 * expect: RACE-10 in 5.3 at spins
 */
/* GAP(5.3c) */
    while (*(volatile unsigned *)&buffer->head - /* spins */
               *(volatile unsigned *)&buffer->tail ==
           buffer->room)
        ;
    wait_for(&buffer->turn);
    store_item(buffer, item, halfway);
    sem_post(&buffer->turn);
    sem_post(&buffer->ready);
    return 0;
/* GAP(5.3d) */
    wait_for(&buffer->ready);
    wait_for(&buffer->turn);
    *item = fetch_item(buffer, halfway);
    sem_post(&buffer->turn);
    return 0;
