/* PROC-05: what was printed is lost when the worker leaves with _exit.
 * expect: PROC-05 in 0.7 at HERE
 * also: 0.7
 */
/* GAP(0.7a) */
    char made[4096], whole[4096];
    FILE *file;

    name_files(directory, worker, made, whole, sizeof made);
    (void)write_upper;
    working(worker);
    file = fopen(whole, "we"); /* HERE */
    if (file == NULL)
        _exit(1);
    for (; *word != '\0'; word++)
        fputc(toupper((unsigned char)*word), file);
    _exit(0);
