/* Plain pipe without close-on-exec; after dup2 the child closes both ends.
 * expect: full points
 */
/* GAP(1.3c) */
    int ends[2];

    if (pipe(ends) == -1)
        return -1;
    for (int i = 0; i < 2; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            char *const *argv = i == 0 ? left : right;

            signal(SIGPIPE, SIG_DFL);
            dup2(ends[1 - i], 1 - i);
            close_range((unsigned)ends[0], (unsigned)ends[0], 0);
            close_range((unsigned)ends[1], (unsigned)ends[1], 0);
            execvp(argv[0], argv);
            _exit(errno == ENOENT ? 127 : 126);
        }
        if (pids[i] == -1) {
            stop_children(pids, i);
            break;
        }
    }
    close_end(ends[0]);
    close_end(ends[1]);
    return pids[0] == -1 || pids[1] == -1 ? -1 : 0;
