/* PROC-10: the worker puts the answer into a variable, its own copy.
 * expect: PROC-10 in 0.7 at HERE
 */
/* TOP(processes.c) */

static char *found[64];
/* GAP(0.7a) */
    (void)directory;
    (void)write_upper;
    (void)name_files;
    working(worker);
    found[worker] = strdup(word);
    for (char *at = found[worker]; *at != '\0'; at++)
        *at = (char)toupper((unsigned char)*at);
    _exit(0);
/* GAP(0.7b) */
    (void)directory;
    (void)read_answer;
    return status == 0 && found[worker] != NULL ? strdup(found[worker]) : NULL;
/* GAP(0.7c) */
    for (int i = 0; i < count; i++) {
        pids[i] = fork(); /* HERE */
        if (pids[i] == 0)
            be_worker(i, words[i], directory, working);
        if (pids[i] == -1)
            return i;
    }
    return count;
