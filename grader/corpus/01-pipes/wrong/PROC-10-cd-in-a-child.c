/* PROC-10: a child changes its directory; the shell stays where it is.
 * expect: PROC-10 in 1.7 at HERE
 */
/* GAP(1.7d) */
    const char *directory = word_count > 1 ? words[1] : getenv("HOME");
    pid_t pid;

    if (directory == NULL)
        return 1;
    pid = fork(); /* HERE */
    if (pid == 0) {
        if (chdir(directory) == -1) {
            complain(directory, strerrordesc_np(errno));
            _exit(1);
        }
        _exit(0);
    }
    return reap_child(pid);
