/* SERIAL: who thinks keeps all forks.
 * expect: SERIAL in 6.5 no line
 */
/* REPLACE(dine) */
void dine(struct table *table, int seat)
{
    pthread_mutex_lock(&table->tools.mutex);
    work();
    table->meals[seat]++;
    pthread_mutex_unlock(&table->tools.mutex);
}
