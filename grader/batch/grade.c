/* grade.c - one submission. */
#include "batch/grade.h"

#include "batch/students.h"
#include "report/report.h"
#include "report/submission.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- files about a student ---- */

static char *path_of(const struct batch *batch, const char *student,
                     const char *kind)
{
    char *name = student_file_name(student);

    if (!name)
        err(2, "student_file_name");
    char *path = kit_path("%s/reports/%s.%s", batch->out, name, kind);
    free(name);
    return path;
}

static void write_feedback(const struct batch *batch, const char *student,
                           const struct report *report)
{
    const struct text_style style = { .utf8 = true, .whole = true };
    char *path = path_of(batch, student, "txt");
    char *temporary = kit_path("%s.new", path);
    FILE *out = fopen(temporary, "we");

    if (!out)
        err(2, "%s", temporary);
    report_print(report, &style, out);
    if (fclose(out) == EOF || rename(temporary, path) == -1)
        err(2, "%s", path);
    free(temporary);
    free(path);
}

static bool has_files(const struct batch *batch, const char *student)
{
    char *json = path_of(batch, student, "json");
    char *text = path_of(batch, student, "txt");
    bool both = access(json, F_OK) == 0 && access(text, F_OK) == 0;

    free(json);
    free(text);
    return both;
}

static void store(const struct batch *batch, const struct grade *grade)
{
    if (store_put(batch->store, grade) == -1)
        errx(2, "%s/grades.sqlite: %s", batch->out, store_error(batch->store));
}

/* ---- before a check ---- */

static char *points_of(const struct report *report)
{
    char *points = kit_path("%s", "");

    for (int i = 0; i < report->exercise_count; i++) {
        char *more = kit_path("%s%s%d", points, i ? " " : "",
                              report->exercises[i].points);
        free(points);
        points = more;
    }
    return points;
}

/* Opens the student's folder; no link is followed. */
static int open_folder(const struct batch *batch, const char *student,
                       struct submission *submission)
{
    struct stat status;
    int fd =
        openat(batch->submissions_fd, student,
               O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

    if (fd != -1)
        return fd;
    const char *why = strerror(errno);
    bool known = fstatat(batch->submissions_fd, student, &status,
                         AT_SYMLINK_NOFOLLOW) == 0;
    if (known && S_ISLNK(status.st_mode))
        why = "it is a symbolic link";
    else if (known && !S_ISDIR(status.st_mode))
        why = "it is no folder";
    (void)snprintf(submission->problem, sizeof submission->problem,
                   "cannot be read: %s", why);
    return -1;
}

static void refuse(const struct batch *batch, const char *student,
                   const char *problem)
{
    struct report *report = report_new(batch->lab, NULL, "", 0);
    char *path = path_of(batch, student, "json");

    if (!report)
        err(2, "report_new");
    report_set_all(report, STATUS_NOT_RUN);
    report_finish(report);
    report->refused = kit_path("%s", problem);
    if (report_write(report, path) == -1)
        err(2, "%s", path);
    write_feedback(batch, student, report);
    struct grade grade = { .student = student,
                           .status = "refused",
                           .max = report->max,
                           .exercises = points_of(report),
                           .reason = report->refused };
    store(batch, &grade);
    free(grade.exercises);
    report_free(report);
    free(path);
}

enum begin grade_begin(const struct batch *batch, const char *student,
                       uint64_t *key)
{
    struct submission submission = { .file_count = 0 };
    struct grade grade;
    enum begin result = BEGIN_CHECK;
    int fd = open_folder(batch, student, &submission);

    if (fd == -1 || submission_read(&submission, fd, batch->lab) == -1) {
        refuse(batch, student, submission.problem);
        if (fd != -1)
            (void)close(fd);
        return BEGIN_DONE;
    }
    *key = hash_more(submission.hash, &batch->kit_key, sizeof batch->kit_key);
    submission_clear(&submission);
    (void)close(fd);
    int found = store_get(batch->store, student, &grade);
    if (found == -1)
        errx(2, "%s/grades.sqlite: %s", batch->out, store_error(batch->store));
    if (found == 1) {
        if (grade.key == *key && strcmp(grade.status, "infra") != 0 &&
            strcmp(grade.status, "refused") != 0 && has_files(batch, student))
            result = BEGIN_KNOWN;
        grade_clear(&grade);
    }
    return result;
}

/* ---- the check ---- */

char **grade_command(const struct batch *batch, const char *student)
{
    char **command = calloc(16, sizeof *command);
    char *report = path_of(batch, student, "json");
    int count = 0;

    if (!command)
        err(2, "calloc");
    (void)unlink(report);
    command[count++] = kit_path("%s/ipccheck", batch->kit.build);
    command[count++] = kit_path("--quiet");
    command[count++] = kit_path("--no-records");
    command[count++] = kit_path("--kit=%s", batch->kit.root);
    command[count++] = kit_path("--lab=%s", batch->lab->name);
    command[count++] = kit_path("--src=%s/%s", batch->submissions, student);
    command[count++] = kit_path("--report=%s", report);
    if (batch->seed)
        command[count++] = kit_path("--seed=%s", batch->seed);
    free(report);
    return command;
}

void grade_free_command(char **command)
{
    for (char **word = command; *word; word++)
        free(*word);
    free(command);
}

/* Why there is no score, malloc'd; or NULL if there is one. */
static char *no_score(const struct report *report, const struct job *job)
{
    char *said;

    if (job->told)
        return kit_path("the check did not come to an end");
    if (!report && WIFSIGNALED(job->status))
        return kit_path("the check was ended by signal %d",
                        WTERMSIG(job->status));
    if (!report) {
        said = pool_message(job);
        char *reason =
            kit_path("%s", said && *said ? said : "there is no report");
        free(said);
        return reason;
    }
    if (report->infra)
        return kit_path("%s", report->infra);
    if (strcmp(report->isolation, "sandbox") != 0)
        return kit_path("it ran without a sandbox");
    return NULL;
}

static const char *status_of_report(const struct report *report)
{
    for (int i = 0; i < report->exercise_count; i++)
        if (report->exercises[i].status == STATUS_COMPILE)
            return "compile";
    return "graded";
}

static const char *reason_of_report(const struct report *report)
{
    return report->compile.count > 0 && !report->compile.items[0].remark
               ? report->compile.items[0].happened
               : "";
}

void grade_take(const struct batch *batch, const char *student, uint64_t key,
                const struct job *job, struct grade *grade)
{
    char *path = path_of(batch, student, "json");
    struct report *report = report_load(path);
    char *reason = no_score(report, job);

    *grade = (struct grade){ .student = student, .key = key };
    if (report)
        write_feedback(batch, student, report);
    if (report && !reason) {
        grade->status = kit_path("%s", status_of_report(report));
        grade->points = report->points;
        grade->max = report->max;
        grade->exercises = points_of(report);
        grade->reason = kit_path("%s", reason_of_report(report));
    } else {
        grade->status = kit_path("infra");
        grade->exercises = kit_path("%s", "");
        grade->reason = reason;
    }
    store(batch, grade);
    report_free(report);
    free(path);
}
