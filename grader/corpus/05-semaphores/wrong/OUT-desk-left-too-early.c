/* OUT: it leaves the desk to the next one before it has its answer.
 * expect: OUT in 5.9 no line
 */
/* GAP(5.9c) */
    wait_for(&desk->free);
    desk->length = length;
    memcpy(desk->text, text, length);
    sem_post(&desk->asked);
    sem_post(&desk->free);
    wait_for(&desk->answered);
    memcpy(answer, desk->text, length);
    return 0;
