/* PSEM-01: the semaphores do not lie in the shared memory.
 * expect: PSEM-01 in 5.3 at HERE
 */
/* TOP(buffer.c) */

static sem_t free_places, ready_items, turn;

/* GAP(5.3a) */
/* GAP(5.3b) */
    if (sem_init(&free_places, 1, room) == -1 || /* HERE */
        sem_init(&ready_items, 1, 0) == -1 ||
        sem_init(&turn, 1, 1) == -1)
        return -1;
    return 0;
/* GAP(5.3c) */
    wait_for(&free_places);
    wait_for(&turn);
    store_item(buffer, item, halfway);
    sem_post(&turn);
    sem_post(&ready_items);
    return 0;
/* GAP(5.3d) */
    wait_for(&ready_items);
    wait_for(&turn);
    *item = fetch_item(buffer, halfway);
    sem_post(&turn);
    sem_post(&free_places);
    return 0;
