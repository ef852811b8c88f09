/* Odd seats begin with the left fork, even ones with the right one (5.5).
 * expect: full points
 */
/* GAP(5.5c) */
    wait_for(&table->forks[seat % 2 ? left : right]);
    wait_for(&table->forks[seat % 2 ? right : left]);
