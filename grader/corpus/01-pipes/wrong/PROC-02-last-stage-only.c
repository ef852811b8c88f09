/* PROC-02: of a pipeline only the last program is waited for.
 * expect: PROC-02 in 1.7 at HERE
 */
/* GAP(1.7b) */
    int in = -1;

    for (int i = 0; i < job->count; i++) {
        struct command *command = &job->commands[i];
        int next[2] = { -1, -1 };

        if (i < job->count - 1 && pipe2(next, O_CLOEXEC) == -1) {
            close_end(in);
            stop_job(job);
            return -1;
        }
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
/* GAP(1.7c) */
    status = reap_child(job->commands[job->count - 1].pid);
/* GAP(1.7e) */
    return;
