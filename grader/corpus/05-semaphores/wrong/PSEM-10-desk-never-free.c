/* PSEM-10: the desk begins as if a client were there.
 * expect: PSEM-10 in 5.9 at HERE
 */
/* GAP(5.9b) */
    if (sem_init(&desk->free, 1, 0) == -1 || /* HERE */
        sem_init(&desk->asked, 1, 0) == -1 ||
        sem_init(&desk->answered, 1, 0) == -1)
        return -1;
    return 0;
