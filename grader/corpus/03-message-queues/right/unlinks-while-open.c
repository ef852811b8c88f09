/* The name goes as soon as everybody has the queue; it lives on without (3.3).
 * expect: full points
 */
/* REPLACE(work) */
int work(const char *service, int workers, const struct job jobs[], int count,
         int out)
{
    pid_t pids[WORKERS_MAX];
    int started, result;
    mqd_t queue;

    if (workers < 1 || workers > WORKERS_MAX || !jobs_are_right(jobs, count)) {
        errno = EINVAL;
        return -1;
    }
    queue = queue_create(service, WORK_ROOM, JOB_MAX);
    if (queue == -1)
        return -1;
    queue_remove(service);
    result = start_and_hand_out(queue, pids, workers, &started, jobs, count,
                                out);
    mq_close(queue);
    if (result == -1)
        stop_children(pids, started);
    for (int i = 0; result != -1 && i < workers; i++)
        result += reap_child(pids[i]) != 0;
    return result;
}
