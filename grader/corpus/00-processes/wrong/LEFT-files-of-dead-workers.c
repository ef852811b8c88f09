/* LEFT: what a dead worker has written stays in the directory.
 * expect: LEFT in 0.7 at HERE
 */
/* REPLACE(write_upper) */
static int write_upper(const char *path, const char *word)
{
    FILE *file = fopen(path, "we"); /* HERE */

    if (file == NULL)
        return -1;
    for (const char *at = word; *at != '\0'; at++)
        fputc(toupper((unsigned char)*at), file);
    return fclose(file) == EOF ? -1 : 0;
}
/* GAP(0.7b) */
    char made[4096], whole[4096], *answer = NULL;

    name_files(directory, worker, made, whole, sizeof made);
    if (status == 0) {
        answer = read_answer(whole);
        unlink(whole);
    }
    return answer;
