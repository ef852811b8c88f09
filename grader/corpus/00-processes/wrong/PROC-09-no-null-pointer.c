/* PROC-09: the vector ends with its last word.
 * expect: PROC-09 in 0.1 at HERE
 */
/* GAP(0.1a) */
    char **vector = malloc(((size_t)count + 1) * sizeof *vector);

    if (vector == NULL)
        return NULL;
    vector[0] = (char *)program;
    for (int i = 0; i < count; i++)
        vector[i + 1] = (char *)words[i];
    return vector;
/* GAP(0.1b) */
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv); /* HERE */
        _exit(errno == ENOENT ? 127 : 126);
    }
    return pid;
