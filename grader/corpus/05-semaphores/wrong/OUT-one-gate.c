/* OUT: one gate: a fast one comes back and takes another one's permit.
 * expect: OUT in 5.6 at HERE
 */
/* GAP(5.6c) */
    wait_for(&barrier->turn);
    if (++barrier->count == barrier->processes) {
        barrier->count = 0;
        open_for_all(barrier, &barrier->in);
    }
    sem_post(&barrier->turn);
    wait_for(&barrier->in); /* HERE */
    return 0;
