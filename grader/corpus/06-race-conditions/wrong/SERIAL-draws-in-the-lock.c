/* SERIAL: two cannot draw at the same time.
 * expect: SERIAL in 6.3 no line
 */
/* REPLACE(show) */
int show(struct clock *clock)
{
    int shown;

    pthread_mutex_lock(&clock->tools.mutex);
    shown = clock->hour * 100 + clock->minute;
    work();
    pthread_mutex_unlock(&clock->tools.mutex);
    return shown;
}
