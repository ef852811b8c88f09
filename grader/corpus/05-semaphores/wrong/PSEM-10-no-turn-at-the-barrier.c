/* PSEM-10: a mutex that begins with 0.
 * expect: PSEM-10 in 5.6 at HERE
 */
/* GAP(5.6b) */
    if (sem_init(&barrier->turn, 1, 0) == -1 || /* HERE */
        sem_init(&barrier->in, 1, 0) == -1 ||
        sem_init(&barrier->out, 1, 0) == -1)
        return -1;
    return 0;
