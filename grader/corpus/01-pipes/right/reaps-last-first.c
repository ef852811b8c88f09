/* Reaps the stages from the last to the first.
 * expect: full points
 */
/* REPLACE(reap_all) */
static int reap_all(const pid_t pids[], int count, int statuses[])
{
    int result = 0;

    while (count-- > 0) {
        statuses[count] = reap_child(pids[count]);
        if (statuses[count] == -1)
            result = -1;
    }
    return result;
}
/* GAP(1.7c) */
    status = reap_child(job->commands[job->count - 1].pid);
    for (int i = 0; i < job->count - 1; i++)
        reap_child(job->commands[i].pid);
