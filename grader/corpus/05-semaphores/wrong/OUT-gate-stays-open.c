/* OUT: each lets the next one through, and nobody closes the gate.
 * expect: OUT in 5.6 at HERE
 */
/* GAP(5.6c) */
    (void)open_for_all;
    wait_for(&barrier->turn);
    if (++barrier->count == barrier->processes)
        sem_post(&barrier->in);
    sem_post(&barrier->turn);
    wait_for(&barrier->in);
    sem_post(&barrier->in); /* HERE */
    return 0;
