/* OUT: one eats at a time, whoever sits where.
 * expect: OUT in 5.5 at HERE
 */
/* GAP(5.5c) */
    (void)left;
    (void)right;
    wait_for(&table->forks[0]); /* HERE */
/* GAP(5.5d) */
    sem_post(&table->forks[0]);
