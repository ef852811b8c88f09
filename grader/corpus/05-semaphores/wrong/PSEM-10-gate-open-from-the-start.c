/* PSEM-10: the first gate begins open for one.
 * expect: PSEM-10 in 5.6 at HERE
 */
/* GAP(5.6b) */
    if (sem_init(&barrier->turn, 1, 1) == -1 ||
        sem_init(&barrier->in, 1, 1) == -1 || /* HERE */
        sem_init(&barrier->out, 1, 0) == -1)
        return -1;
    return 0;
/* GAP(5.6c) */
    wait_for(&barrier->turn);
    if (++barrier->count == barrier->processes) {
        barrier->count = 0;
        open_for_all(barrier, &barrier->in);
    }
    sem_post(&barrier->turn);
    wait_for(&barrier->in);
    return 0;
