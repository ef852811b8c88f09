/* PSEM-05: one fork is not put back.
 * expect: PSEM-05 in 5.5 at HERE
 */
/* GAP(5.5d) */
    sem_post(&table->forks[left]); /* HERE */
