/* PSEM-03: an interrupted wait is taken for the answer.
 * expect: PSEM-03 in 5.9 at HERE
 */
/* GAP(5.9c) */
    wait_for(&desk->free);
    desk->length = length;
    memcpy(desk->text, text, length);
    sem_post(&desk->asked);
    sem_wait(&desk->answered); /* HERE */
    memcpy(answer, desk->text, length);
    sem_post(&desk->free);
    return 0;
