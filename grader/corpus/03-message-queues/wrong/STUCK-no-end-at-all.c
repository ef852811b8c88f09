/* STUCK: nobody tells the workers that nothing more will come.
 * expect: STUCK in 3.3 at HERE
 */
/* REPLACE(reap_child) */
int reap_child(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    return 128 + WTERMSIG(status);
}
/* GAP(3.3b) */
    (void)workers;
    for (int i = 0; i < count; i++) {
        if (queue_put(queue, jobs[i].text, strlen(jobs[i].text),
                      jobs[i].urgency) == -1)
            return -1;
    }
    return 0;
