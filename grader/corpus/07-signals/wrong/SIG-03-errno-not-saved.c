/* SIG-03: the handler's waitpid leaves ECHILD where the main flow looks for EINTR.
 * expect: SIG-03 in 7.3 at HERE
 */
/* GAP(7.3a) */
static void reap(int number)
{
    int word;
    pid_t pid;

    (void)number;
    while ((pid = waitpid(-1, &word, WNOHANG)) > 0) /* HERE */
        note_end(pid, word);
}
