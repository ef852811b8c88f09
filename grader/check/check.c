/* check.c - one lab, from files to a report. */
#include "check/check.h"

#include "check/compile.h"
#include "check/findings.h"
#include "check/journal.h"
#include "check/keeper.h"
#include "check/suite.h"
#include "harness/sandbox.h"
#include "observe/record.h" /* KIT_VERSION */
#include "report/submission.h"
#include "report/text.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct job {
    const struct kit *kit;
    const struct check_options *options;
    struct lab *lab;
    struct submission submission;
    struct report *report;
    char *report_path;
    char *records; /* folder */
    char *log_path;
};

char *check_report_path(const struct kit *kit, const char *name)
{
    return kit_path("%s/report/%s.json", kit->build, name);
}

/* ---- before anything runs ---- */

static void read_submission(struct job *job)
{
    const char *source = job->options->source;
    char *own = kit_path("%s/labs/%s", job->kit->root, job->lab->name);
    const char *folder = source ? source : own;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd == -1)
        err(2, "%s", folder);
    if (submission_read(&job->submission, fd, job->lab) == -1)
        errx(2, "%s %s", folder, job->submission.problem);
    (void)close(fd);
    free(own);
}

/* It would be a pity to find this out when all the work is done. */
static void require_writable(const char *path)
{
    char *folder = kit_path("%s", path);
    char *slash = strrchr(folder, '/');
    struct stat status;

    if (slash)
        slash[slash == folder] = '\0';
    if (access(slash ? folder : ".", W_OK | X_OK) == -1)
        err(2, "%s", path);
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        errx(2, "%s: not a plain file, no report can be written there", path);
    free(folder);
}

static void choose_places(struct job *job)
{
    const struct check_options *options = job->options;
    const char *name = job->lab->name;

    if (options->report)
        job->report_path = kit_path("%s", options->report);
    else if (options->only)
        job->report_path = kit_path("%s/report/%s.%s.json", job->kit->build,
                                    name, options->only);
    else
        job->report_path = check_report_path(job->kit, name);
    if (!options->report) {
        char *folder = kit_path("%s/report", job->kit->build);

        kit_make_folder(folder);
        free(folder);
    }
    require_writable(job->report_path);
    job->log_path = kit_path("%s.log", job->report_path);
    job->records = kit_path("%s/records/%s", job->kit->build, name);
}

static void prepare(struct job *job)
{
    char *suite = suite_path(job->kit, job->lab);
    uint64_t seed = job->options->seed;

    if (access(suite, X_OK) == -1)
        errx(2, "lab %s has no tests here: %s is missing", job->lab->name,
             suite);
    read_submission(job);
    choose_places(job);
    if (seed == 0) /* another text, another input; the same text, the same */
        seed = 1 + job->submission.hash % 999999;
    job->report = report_new(job->lab, job->options->only, KIT_VERSION, seed);
    if (!job->report)
        err(2, "report_new");
    free(suite);
}

/* ---- after the run ---- */

static void write_log(const struct job *job, const char *log)
{
    FILE *out;

    (void)unlink(job->log_path);
    if (!job->report->infra || !log || !*log)
        return;
    if ((out = fopen(job->log_path, "we")) == NULL)
        return;
    (void)fputs(log, out);
    (void)fclose(out);
    if (!job->options->quiet)
        warnx("what the suite printed is in %s",
              kit_shown(job->kit, job->log_path));
}

static void print(const struct job *job)
{
    const char *source = job->options->source;
    struct text_style style = text_style_for(stdout);
    char *sources =
        source ? kit_path("%s/", source) : kit_path("labs/%s/", job->lab->name);
    char *again = source ? kit_path(" SRC='%s'", source) : kit_path("%s", "");

    style.sources = sources;
    style.records = kit_shown(job->kit, job->records);
    style.again = again;
    style.brief = job->options->brief;
    report_print(job->report, &style, stdout);
    free(sources);
    free(again);
}

/* ---- the work itself, in the worker ---- */

static void run(struct job *job, const char *program, const char *folder,
                struct suite *suite)
{
    char *results = kit_path("%s/results", folder);
    char *records = kit_path("%s/records", folder);

    *suite = (struct suite){ .kit = job->kit,
                             .lab = job->lab,
                             .only = job->options->only,
                             .program = program,
                             .folder = folder,
                             .seed = job->report->seed };
    suite_run(suite);
    int collected = report_collect(job->report, results);
    if (collected == -1)
        report_set_infra(job->report, "there are no results");
    if (suite->infra && !(suite->stopped && collected != -1 &&
                          report_blame_limit(job->report, SUITE_WALL_SECONDS)))
        report_set_infra(job->report, suite->infra);
    findings_finish(job->report, &job->submission, records,
                    job->options->no_records ? NULL : job->records);
    free(results);
    free(records);
}

static bool front_is_gone(void)
{
    char byte;
    int flags = fcntl(keeper_lifeline(), F_GETFL);

    (void)fcntl(keeper_lifeline(), F_SETFL, flags | O_NONBLOCK);
    return read(keeper_lifeline(), &byte, 1) == 0;
}

static void keep_progress(const struct job *job)
{
    struct journal journal;

    journal_open(&journal, job->kit);
    journal_take(&journal, job->report);
    journal_write(&journal);
    journal_close(&journal);
}

static int work(void *argument, const char *folder)
{
    struct job *job = argument;
    const char *why = NULL;
    struct suite suite = { .log = NULL };
    struct compile compile = { .kit = job->kit,
                               .lab = job->lab,
                               .submission = &job->submission,
                               .folder = folder,
                               .findings = &job->report->compile };
    bool walls = sandbox_available(&why);
    int result = compile_submission(&compile);

    job->report->isolation =
        walls ? kit_path("sandbox") : kit_path("none: %s", why);
    if (result == -1)
        report_set_infra(job->report, compile.infra);
    else if (result == 1)
        report_set_all(job->report, STATUS_COMPILE);
    else
        run(job, compile.program, folder, &suite);
    if (front_is_gone())
        return 2;
    report_finish(job->report);
    if (report_write(job->report, job->report_path) == -1) {
        warn("%s", job->report_path);
        return 2;
    }
    if (!job->options->source)
        keep_progress(job);
    if (!job->options->quiet)
        print(job);
    (void)fflush(stdout);
    write_log(job, suite.log);
    return report_exit_status(job->report);
}

int check_lab(const struct kit *kit, const char *name,
              const struct check_options *options)
{
    struct job job = { .kit = kit,
                       .options = options,
                       .lab = kit_load_lab(kit, name) };
    char *place = kit_path("%s/work", kit->build);

    if (options->only && !lab_find(job.lab, options->only))
        errx(2, "lab %s has no exercise %s", name, options->only);
    prepare(&job);
    int status = keeper_run(place, work, &job);
    report_free(job.report);
    submission_clear(&job.submission);
    lab_free(job.lab);
    free(job.report_path);
    free(job.records);
    free(job.log_path);
    free(place);
    return status;
}
