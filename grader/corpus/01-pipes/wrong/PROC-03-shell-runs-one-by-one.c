/* PROC-03: the shell waits for each stage before it starts the next one.
 * expect: PROC-03 in 1.7 at HERE
 */
/* GAP(1.7b) */
    int in = -1;

    for (int i = 0; i < job->count; i++) {
        struct command *command = &job->commands[i];
        int next[2] = { -1, -1 };

        if (i < job->count - 1 && pipe2(next, O_CLOEXEC) == -1)
            return -1;
        command->pid = fork();
        if (command->pid == 0)
            run_stage(command, in, next[1], job->background);
        close_end(in);
        close_end(next[1]);
        in = next[0];
        if (command->pid == -1) {
            close_end(in);
            return -1;
        }
        if (i < job->count - 1 && !job->background)
            waitpid(command->pid, NULL, 0); /* HERE */
    }
    return 0;
/* GAP(1.7c) */
    status = reap_child(job->commands[job->count - 1].pid);
