/* PSEM-03: it goes on when a signal handler has interrupted the wait.
 * expect: PSEM-03 in 5.3 at HERE
 */
/* GAP(5.3d) */
    sem_wait(&buffer->ready); /* HERE */
    sem_wait(&buffer->turn);
    *item = fetch_item(buffer, halfway);
    sem_post(&buffer->turn);
    sem_post(&buffer->free);
    return 0;
