/* RACE-06: everybody takes the left fork first.
 * expect: RACE-06 in 5.5 at HERE
 */
/* GAP(5.5c) */
    wait_for(&table->forks[left]);
    wait_for(&table->forks[right]); /* HERE */
