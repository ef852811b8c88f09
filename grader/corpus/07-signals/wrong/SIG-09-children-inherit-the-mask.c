/* SIG-09: the children run with SIGCHLD blocked and their parent's handler.
 * expect: SIG-09 in 7.3 at HERE
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
