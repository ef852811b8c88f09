/* main.c - ipcgrade: grades many submissions of one lab.
 *
 *   ipcgrade --lab N [--jobs N] [--seed N] [--kit DIR] SUBMISSIONS OUT
 *
 *   SUBMISSIONS/alice/  ─┐              ┌─► OUT/reports/alice.json  .txt
 *   SUBMISSIONS/bob/    ─┼─► ipccheck ──┼─► OUT/grades.sqlite
 *   ...                 ─┘   (several)  └─► OUT/gradebook.csv
 *
 * One folder a student, its name is the student. Every submission is compiled
 * and run in a sandbox; where there is none, nothing is graded. Whenever it is
 * interrupted, also by SIGKILL: the same command goes on where it stopped, and
 * the gradebook is the same byte for byte. A submission that has changed is
 * graded again, and so is one that gave no score (infra).
 *
 * Exit status: 0 everything has a grade, 1 some have none (infra), 2 it could
 * not do its work. */
#include "batch/book.h"
#include "batch/grade.h"
#include "batch/key.h"
#include "batch/pool.h"
#include "batch/store.h"
#include "batch/students.h"
#include "harness/sandbox.h"
#include "report/text.h"

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char usage_text[] =
    "usage: ipcgrade --lab N [--jobs N] [--seed N] [--kit DIR] "
    "SUBMISSIONS OUT\n";

struct arguments {
    const char *lab, *kit, *seed, *submissions, *out;
    int jobs;
};

struct run {
    struct batch batch;
    struct students students;
    uint64_t *keys; /* of each student that is being checked */
    struct pool pool;
    int done, known, infra;
    bool terminal;
};

/* ---- arguments ---- */

static void require_number(const char *what, const char *text)
{
    if (!*text || strspn(text, "0123456789") != strlen(text) ||
        strlen(text) > 15)
        errx(2, "%s %s: must be a whole number", what, text);
}

static int jobs_of(const char *text)
{
    require_number("jobs", text);
    long jobs = strtol(text, NULL, 10);
    if (jobs < 1 || jobs > POOL_MAX)
        errx(2, "jobs %s: must be from 1 to %d", text, POOL_MAX);
    return (int)jobs;
}

static void read_arguments(struct arguments *a, int argc, char **argv)
{
    static const struct option options[] = {
        { "lab", required_argument, NULL, 'l' },
        { "jobs", required_argument, NULL, 'j' },
        { "seed", required_argument, NULL, 's' },
        { "kit", required_argument, NULL, 'k' },
        { "help", no_argument, NULL, 'h' },
        { NULL, 0, NULL, 0 }
    };
    int letter;

    while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (letter) {
        case 'l': a->lab = optarg; break;
        case 'j': a->jobs = jobs_of(optarg); break;
        case 's':
            require_number("seed", optarg);
            a->seed = optarg;
            break;
        case 'k': a->kit = optarg; break;
        case 'h': fputs(usage_text, stdout); exit(0);
        default: exit(2); /* getopt has said what is wrong */
        }
    }
    if (!a->lab || argc - optind != 2) {
        fputs(usage_text, stderr);
        exit(2);
    }
    a->submissions = argv[optind];
    a->out = argv[optind + 1];
}

/* ---- places ---- */

static void open_submissions(struct run *run, const char *folder)
{
    struct batch *batch = &run->batch;

    batch->submissions = realpath(folder, NULL);
    if (!batch->submissions)
        err(2, "%s", folder);
    batch->submissions_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (batch->submissions_fd == -1 ||
        students_list(&run->students, batch->submissions_fd) == -1)
        err(2, "%s", folder);
    if (run->students.count == 0)
        errx(2, "%s: no submissions in it (one folder a student)", folder);
    run->keys = calloc((size_t)run->students.count, sizeof *run->keys);
    if (!run->keys)
        err(2, "calloc");
}

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    return strncmp(path, folder, length) == 0 &&
           (path[length] == '/' || path[length] == '\0');
}

/* The lock is on the folder itself: it is gone when we are. */
static void open_out(struct run *run, const char *folder)
{
    struct batch *batch = &run->batch;
    const char *message;

    kit_make_folder(folder);
    batch->out = realpath(folder, NULL);
    int lock = batch->out ? open(batch->out, O_RDONLY | O_CLOEXEC) : -1;
    if (lock == -1)
        err(2, "%s", folder);
    if (is_below(batch->out, batch->submissions))
        errx(2, "%s: must not be inside of the submissions", folder);
    if (flock(lock, LOCK_EX | LOCK_NB) == -1)
        errx(2, "%s: another ipcgrade works there", folder);
    char *reports = kit_path("%s/reports", batch->out);
    kit_make_folder(reports);
    free(reports);
    char *path = kit_path("%s/grades.sqlite", batch->out);
    batch->store = store_open(path, &message);
    if (!batch->store)
        errx(2, "%s: %s", path, message);
    free(path);
}

static void require_programs(const struct batch *batch)
{
    char *check = kit_path("%s/ipccheck", batch->kit.build);
    char *suite = kit_path("%s/suite-%s", batch->kit.build, batch->lab->name);

    if (access(check, X_OK) == -1)
        err(2, "%s", check);
    if (access(suite, X_OK) == -1)
        errx(2, "lab %s has no tests here: %s is missing", batch->lab->name,
             suite);
    free(check);
    free(suite);
}

/* ---- the work ---- */

static void show(struct run *run, const char *student, const char *status)
{
    char *clean =
        text_clean(student, strcmp(nl_langinfo(CODESET), "UTF-8") == 0);

    if (run->terminal)
        printf("\r\033[K%d of %d   %.50s   %.20s", run->done,
               run->students.count, clean ? clean : "", status);
    else
        printf("%d/%d %s: %s\n", run->done, run->students.count,
               clean ? clean : "", status);
    (void)fflush(stdout);
    free(clean);
}

static void take(struct run *run, struct job *job)
{
    const char *student = run->students.names[job->id];
    struct grade grade;

    grade_take(&run->batch, student, run->keys[job->id], job, &grade);
    run->done++;
    run->infra += strcmp(grade.status, "infra") == 0;
    char *status = strcmp(grade.status, "graded") == 0
                       ? kit_path("%d/%d", grade.points, grade.max)
                       : kit_path("%s", grade.status);
    show(run, student, status);
    free(status);
    grade_clear(&grade);
    pool_free(&run->pool, job);
}

static void begin(struct run *run, int number)
{
    const char *student = run->students.names[number];
    enum begin how = grade_begin(&run->batch, student, &run->keys[number]);

    if (how == BEGIN_CHECK) {
        char **command = grade_command(&run->batch, student);

        if (pool_start(&run->pool, number, command) == -1)
            err(2, "cannot start a check");
        grade_free_command(command);
        return;
    }
    run->done++;
    run->known += how == BEGIN_KNOWN;
    if (how == BEGIN_DONE)
        show(run, student, "refused");
}

static void grade_all(struct run *run)
{
    struct job *job;
    int next = 0;

    while (!pool_stopped()) {
        while (next < run->students.count && run->pool.running < run->pool.size)
            begin(run, next++);
        if ((job = pool_wait(&run->pool)) != NULL)
            take(run, job);
        else if (next == run->students.count)
            break;
    }
    pool_end(&run->pool);
    if (run->terminal)
        fputs("\r\033[K", stdout);
}

static int finish(struct run *run)
{
    char *path = kit_path("%s/gradebook.csv", run->batch.out);

    if (book_write(run->batch.store, &run->students, run->batch.lab, path) ==
        -1)
        err(2, "%s", path);
    printf("%d of %d submissions done (%d of them before), %d without a score"
           "\nGradebook: %s\n",
           run->done, run->students.count, run->known, run->infra, path);
    (void)fflush(stdout);
    free(path);
    store_close(run->batch.store);
    if (pool_stopped()) { /* blocked since pool_begin: now it may act */
        sigset_t none;

        (void)signal(pool_stopped(), SIG_DFL);
        (void)raise(pool_stopped());
        (void)sigemptyset(&none);
        (void)sigprocmask(SIG_SETMASK, &none, NULL);
    }
    return run->infra > 0;
}

int main(int argc, char **argv)
{
    static struct run run; /* static: it lives until the end */
    struct arguments a = { .jobs = kit_cpus() };
    const char *why;

    (void)setlocale(LC_ALL, "");
    read_arguments(&a, argc, argv);
    run.batch.kit = kit_find(a.kit);
    run.batch.lab =
        kit_load_lab(&run.batch.kit, kit_lab_name(&run.batch.kit, a.lab));
    run.batch.seed = a.seed;
    run.terminal = isatty(STDOUT_FILENO);
    require_programs(&run.batch);
    if (!sandbox_available(&why))
        errx(2, "no sandbox, and without one nothing is graded: %s", why);
    open_submissions(&run, a.submissions);
    open_out(&run, a.out);
    run.batch.kit_key = key_of_kit(&run.batch.kit, run.batch.lab, a.seed);
    pool_begin(&run.pool, a.jobs);
    grade_all(&run);
    return finish(&run);
}
