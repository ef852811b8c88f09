/* SIG-08: the handler may run before the child's pid is noted.
 * expect: SIG-08 in 7.3 at HERE
 */
/* REPLACE(start_child) */
static pid_t start_child(int number, int (*child)(int number),
                         const sigset_t *mask, const struct sigaction *action)
{
    pid_t pid = fork(); /* HERE */

    if (pid != 0)
        return pid;
    sigaction(SIGCHLD, action, NULL);
    sigprocmask(SIG_SETMASK, mask, NULL);
    _exit(child(number));
}
/* GAP(7.3b) */
    action.sa_handler = reap;
    sigaction(SIGCHLD, &action, &old_action);
    sigprocmask(SIG_BLOCK, NULL, &old_mask);
    while (kid_count < count && result == 0) {
        pid_t pid = start_child(kid_count, child, &old_mask, &old_action);

        if (pid == -1)
            result = -1;
        else
            kids[kid_count++].pid = pid;
    }
    sigprocmask(SIG_BLOCK, &child_signal, NULL);
