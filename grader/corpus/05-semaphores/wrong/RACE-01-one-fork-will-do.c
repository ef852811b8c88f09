/* RACE-01: it eats with the left fork alone.
 * expect: RACE-01 in 5.5 at HERE
 */
/* GAP(5.5c) */
    (void)right;
    wait_for(&table->forks[left]); /* HERE */
/* GAP(5.5d) */
    sem_post(&table->forks[left]);
