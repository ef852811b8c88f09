/* SIG-02: one waitpid for each SIGCHLD, though one stands for three.
 * expect: SIG-02 in 7.3 at HERE
 */
/* GAP(7.3a) */
static void reap(int number)
{
    int saved = errno, word;
    pid_t pid = waitpid(-1, &word, WNOHANG); /* HERE */

    (void)number;
    if (pid > 0)
        note_end(pid, word);
    errno = saved;
}
