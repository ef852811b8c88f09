/* One fewer may sit down than there are seats (5.5).
 * expect: full points
 */
/* GAP(5.5a) */
    sem_t forks[SEATS_MAX];
    sem_t chairs;
/* GAP(5.5b) */
    for (int fork = 0; fork < seats; fork++)
        sem_init(&table->forks[fork], 1, 1);
    return sem_init(&table->chairs, 1, (unsigned)seats - 1);
/* GAP(5.5c) */
    wait_for(&table->chairs);
    wait_for(&table->forks[left]);
    wait_for(&table->forks[right]);
/* GAP(5.5d) */
    sem_post(&table->forks[left]);
    sem_post(&table->forks[right]);
    sem_post(&table->chairs);
