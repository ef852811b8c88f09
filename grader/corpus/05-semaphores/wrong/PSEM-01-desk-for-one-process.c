/* PSEM-01: the semaphores of the desk are made for one process only.
 * expect: PSEM-01 in 5.9 at HERE
 */
/* GAP(5.9b) */
    if (sem_init(&desk->free, 0, 1) == -1 ||
        sem_init(&desk->answered, 0, 0) == -1 || /* HERE */
        sem_init(&desk->asked, 0, 0) == -1)
        return -1;
    return 0;
