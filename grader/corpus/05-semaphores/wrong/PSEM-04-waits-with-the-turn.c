/* PSEM-04: it sleeps at the gate with the turn, so that nobody else can come.
 * expect: PSEM-04 in 5.6 at HERE
 */
/* GAP(5.6c) */
    wait_for(&barrier->turn);
    if (++barrier->count == barrier->processes)
        open_for_all(barrier, &barrier->in);
    wait_for(&barrier->in); /* HERE */
    barrier->count--;
    sem_post(&barrier->turn);
    return 0;
