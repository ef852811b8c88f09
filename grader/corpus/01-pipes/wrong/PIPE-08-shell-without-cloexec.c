/* PIPE-08: pipe, and not pipe2 with O_CLOEXEC: what dup2 copied stays open in
 * the programs that the shell starts, and "yes" holds a read end as well.
 * expect: PIPE-08 in 1.7 at HERE
 * expect: PIPE-03 in 1.7 at HERE
 */
/* GAP(1.7b) */
    int in = -1;

    for (int i = 0; i < job->count; i++) {
        struct command *command = &job->commands[i];
        int next[2] = { -1, -1 };

        if (i == job->count - 1 || pipe(next) == 0) /* HERE */
            command->pid = fork();
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
