/* A pipe for each worker, read before it is waited for.
 * expect: full points
 */
/* TOP(processes.c) */

static int answers_of[64][2];
/* GAP(0.7a) */
    char *upper;
    size_t length, done = 0;

    (void)directory;
    (void)write_upper;
    (void)name_files;
    working(worker);
    length = strlen(word) + 1;
    upper = strdup(word);
    for (size_t i = 0; i < length; i++)
        upper[i] = (char)toupper((unsigned char)upper[i]);
    while (done < length) {
        ssize_t n = write(answers_of[worker][1], upper + done, length - done);

        if (n == -1)
            _exit(1);
        done += (size_t)n;
    }
    _exit(0);
/* REPLACE(take_answer) */
static char *take_answer(int worker, int status, const char *directory)
{
    FILE *from = fdopen(answers_of[worker][0], "re");
    char *text = NULL;
    size_t size = 0;

    (void)directory;
    (void)read_answer;
    (void)status;
    if (getdelim(&text, &size, '\0', from) <= 0 ||
        fgetc(from) != EOF) {
        free(text);
        text = NULL;
    }
    fclose(from);
    return text;
}
/* REPLACE(shout_all) */
int shout_all(const char *const words[], int count, char *answers[],
              const char *directory, void (*working)(int worker))
{
    pid_t pids[WORKERS_MAX];
    struct sigaction old;
    int good = 0, started, error;

    fflush(stdout);
    keep_statuses(&old);
    started = start_workers(words, count, pids, directory, working);
    error = errno;
    if (started < count)
        stop_all(pids, started);
    for (int i = 0; i < started; i++) {
        answers[i] = take_answer(i, 0, directory);
        if (started == count)
            collect(pids[i]);
        if (started < count || answers[i] == NULL ||
            strlen(answers[i]) != strlen(words[i])) {
            free(answers[i]);
            answers[i] = NULL;
        }
        good += answers[i] != NULL;
    }
    put_back(&old);
    errno = error;
    return started < count ? -1 : good;
}
/* GAP(0.7c) */
    for (int i = 0; i < count; i++) {
        if (pipe2(answers_of[i], O_CLOEXEC) == -1)
            return i;
        pids[i] = fork();
        if (pids[i] == 0)
            be_worker(i, words[i], directory, working);
        close(answers_of[i][1]);
        if (pids[i] == -1) {
            close(answers_of[i][0]);
            return i;
        }
    }
    return count;
