/* SIG-08: the handler is installed when the children run already.
 * expect: SIG-08 in 7.3 at HERE
 */
/* REPLACE(start_child) */
static pid_t start_child(int number, int (*child)(int number),
                         const sigset_t *mask, const struct sigaction *action)
{
    pid_t pid = fork(); /* HERE */

    (void)mask;
    (void)action;
    if (pid != 0)
        return pid;
    _exit(child(number));
}
/* GAP(7.3b) */
    sigaction(SIGCHLD, NULL, &old_action);
    while (kid_count < count && result == 0) {
        pid_t pid = start_child(kid_count, child, &old_mask, &old_action);

        if (pid == -1)
            result = -1;
        else
            kids[kid_count++].pid = pid;
    }
    sigprocmask(SIG_BLOCK, &child_signal, &old_mask);
    action.sa_handler = reap;
    sigaction(SIGCHLD, &action, &old_action);
