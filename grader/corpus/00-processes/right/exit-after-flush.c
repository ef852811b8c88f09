/* exit in the child, when nothing is in the buffer any more.
 * expect: full points
 */
/* GAP(0.1b) */
    pid_t pid;

    fflush(NULL);
    pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv);
        exit(errno == ENOENT ? 127 : 126);
    }
    return pid;
