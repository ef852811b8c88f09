/* PSEM-10: the first client need not wait for its answer.
 * expect: PSEM-10 in 5.9 at HERE
 * also: 5.9
 */
/* GAP(5.9b) */
    if (sem_init(&desk->free, 1, 1) == -1 ||
        sem_init(&desk->asked, 1, 0) == -1 ||
        sem_init(&desk->answered, 1, 1) == -1) /* HERE */
        return -1;
    return 0;
