/* PSEM-05: a permit for all but one.
 * expect: PSEM-05 in 5.6 at HERE
 * also: 5.6
 */
/* REPLACE(open_for_all) */
static void open_for_all(const struct barrier *barrier, sem_t *gate)
{
    for (int i = 1; i < barrier->processes; i++)
        sem_post(gate);
}
/* GAP(5.6c) */
    wait_for(&barrier->turn);
    if (++barrier->count == barrier->processes)
        open_for_all(barrier, &barrier->in);
    sem_post(&barrier->turn);
    wait_for(&barrier->in); /* HERE */
    wait_for(&barrier->turn);
    if (--barrier->count == 0)
        open_for_all(barrier, &barrier->out);
    sem_post(&barrier->turn);
    wait_for(&barrier->out);
    return 0;
