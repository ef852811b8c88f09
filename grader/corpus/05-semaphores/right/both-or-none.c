/* Dijkstra's: who is hungry, who eats; a neighbour that stops looks round (5.5).
 * expect: full points
 */
/* GAP(5.5a) */
    sem_t turn, may_eat[SEATS_MAX];
    enum { THINKS, HUNGRY, EATS } state[SEATS_MAX];
/* GAP(5.5b) */
    for (int i = 0; i < seats; i++)
        sem_init(&table->may_eat[i], 1, 0);
    return sem_init(&table->turn, 1, 1);
/* REPLACE(table_eat) */
static void look_round(struct table *table, int seat)
{
    int one = (seat + 1) % table->seats;
    int other = (seat + table->seats - 1) % table->seats;

    if (table->state[seat] == HUNGRY && table->state[one] != EATS &&
        table->state[other] != EATS) {
        table->state[seat] = EATS;
        sem_post(&table->may_eat[seat]);
    }
}

int table_eat(struct table *table, int seat, int (*eat)(void))
{
    int result, saved;

    wait_for(&table->turn);
    table->state[seat] = HUNGRY;
    look_round(table, seat);
    sem_post(&table->turn);
    wait_for(&table->may_eat[seat]);
    result = eat();
    saved = errno;
    wait_for(&table->turn);
    table->state[seat] = THINKS;
    look_round(table, (seat + 1) % table->seats);
    look_round(table, (seat + table->seats - 1) % table->seats);
    sem_post(&table->turn);
    errno = saved;
    return result;
}
