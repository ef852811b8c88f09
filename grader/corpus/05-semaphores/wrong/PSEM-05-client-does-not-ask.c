/* PSEM-05: the client does not say that there is a question.
 * expect: PSEM-05 in 5.9 at HERE
 */
/* GAP(5.9c) */
    wait_for(&desk->free);
    desk->length = length;
    memcpy(desk->text, text, length);
    wait_for(&desk->answered); /* HERE */
    memcpy(answer, desk->text, length);
    sem_post(&desk->free);
    return 0;
