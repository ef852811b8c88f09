/* PROC-10: cd is run like every command, in a child.
 * expect: PROC-10 in 1.7 at HERE
 */
/* GAP(1.7b) */
    int in = -1;

    for (int i = 0; i < job->count; i++) {
        struct command *command = &job->commands[i];
        int next[2] = { -1, -1 };

        if (i == job->count - 1 || pipe2(next, O_CLOEXEC) == 0)
            command->pid = fork(); /* HERE */
        if (command->pid == 0)
            run_stage(command, in, next[1], job->background);
        close_end(in);
        close_end(next[1]);
        in = next[0];
        if (command->pid == -1) {
            close_end(in);
            stop_job(job);
            return -1;
        }
    }
    return 0;
/* REPLACE(run_job) */
static int run_job(struct job *job)
{
    (void)run_builtin_here;
    if (start_job(job) == -1)
        return -1;
    return job->background ? 0 : finish_job(job);
}
