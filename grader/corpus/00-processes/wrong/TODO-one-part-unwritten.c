/* TODO: one gap is still the starter's.
 * expect: TODO in 0.2 at HERE
 */
/* REPLACE(collect_all) */
static int collect_all(const pid_t pids[], int count, int statuses[])
{
    /* HERE */ /* TODO(0.2b): Collect every child. */
    (void)pids;
    (void)count;
    (void)statuses;
    errno = ENOSYS;
    return -1;
}
