/* SIG-09: the program starts with SIGTERM blocked, and cannot be ended.
 * expect: SIG-09 in 7.9 at HERE
 * also: 7.9
 */
/* REPLACE(guard) */
int guard(char *const argv[], int limit_ms, int grace_ms)
{
    long moment = limit_ms == 0 ? FOR_EVER : now_ms() + limit_ms;
    int status = -1;
    pid_t pid;

    begin_watch();
    pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv); /* HERE */
        _exit(127);
    }
    if (pid != -1)
        status = watch(pid, moment, grace_ms);
    end_watch();
    return status;
}
