/* PROC-09: the words begin where the program's name should stand.
 * expect: PROC-09 in 0.1 at HERE
 * also: 0.1
 */
/* GAP(0.1a) */
    char **vector = malloc(((size_t)count + 2) * sizeof *vector);

    if (vector == NULL)
        return NULL;
    for (int i = 0; i < count; i++)
        vector[i] = (char *)words[i];
    if (count == 0)
        vector[count++] = (char *)program;
    vector[count] = NULL;
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
