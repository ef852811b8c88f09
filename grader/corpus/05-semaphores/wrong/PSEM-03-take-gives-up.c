/* PSEM-03: an interrupted wait is taken for an error.
 * expect: PSEM-03 in 5.3 at HERE
 */
/* GAP(5.3d) */
    if (sem_wait(&buffer->ready) == -1) /* HERE */
        return -1;
    wait_for(&buffer->turn);
    *item = fetch_item(buffer, halfway);
    sem_post(&buffer->turn);
    sem_post(&buffer->free);
    return 0;
