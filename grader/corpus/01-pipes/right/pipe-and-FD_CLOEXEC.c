/* pipe, and close-on-exec is set afterwards with fcntl.
 * expect: full points
 */
/* TOP(shell.c) */

static int make_pipe(int ends[2])
{
    if (pipe(ends) == -1)
        return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
}
/* GAP(1.7b) */
    int in = -1;

    for (int i = 0; i < job->count; i++) {
        struct command *command = &job->commands[i];
        int next[2] = { -1, -1 };

        if (i < job->count - 1 && make_pipe(next) == -1)
            goto fail;
        command->pid = fork();
        if (command->pid == -1)
            goto fail;
        if (command->pid == 0) {
            close_end(next[0]);
            run_stage(command, in, next[1], job->background);
        }
        close_end(in);
        close_end(next[1]);
        in = next[0];
        continue;
fail:
        close_end(in);
        close_end(next[0]);
        close_end(next[1]);
        stop_job(job);
        return -1;
    }
    return 0;
