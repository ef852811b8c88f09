/* Odd rounds have one gate, even rounds the other (5.6).
 * expect: full points
 */
/* GAP(5.6a) */
    sem_t turn, gates[2];
    int count, round;
/* GAP(5.6b) */
    sem_init(&barrier->gates[0], 1, 0);
    sem_init(&barrier->gates[1], 1, 0);
    return sem_init(&barrier->turn, 1, 1);
/* GAP(5.6c) */
    sem_t *gate;

    wait_for(&barrier->turn);
    gate = &barrier->gates[barrier->round % 2];
    if (++barrier->count == barrier->processes) {
        barrier->count = 0;
        barrier->round++;
        open_for_all(barrier, gate);
    }
    sem_post(&barrier->turn);
    wait_for(gate);
    return 0;
