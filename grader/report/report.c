/* report.c - builds a report and computes its points. */
#include "report/report.h"

#include "report/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [STATUS_PASS] = "pass",       [STATUS_FAIL] = "fail",
    [STATUS_CRASH] = "crash",     [STATUS_STUCK] = "stuck",
    [STATUS_LIMIT] = "limit",     [STATUS_LEAK] = "leak",
    [STATUS_COMPILE] = "compile", [STATUS_NOT_WRITTEN] = "not-written",
    [STATUS_NOT_RUN] = "not-run", [STATUS_INFRA] = "infra"
};

const char *status_name(enum status status)
{
    return names[status];
}

int status_of(const char *name)
{
    for (int i = 0; i <= STATUS_INFRA; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* ---- releasing ---- */

static void free_list(struct list *list)
{
    for (int i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
}

void report_clear(struct findings *findings)
{
    for (int i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];

        free(finding->code);
        free(finding->title);
        free(finding->happened);
        free(finding->cause);
        free(finding->file);
        free(finding->record);
        free_list(&finding->processes);
        free_list(&finding->objects);
    }
    free(findings->items);
    *findings = (struct findings){ 0 };
}

static void free_exercise(struct exercise *exercise)
{
    for (int i = 0; i < exercise->test_count; i++) {
        struct test *test = &exercise->tests[i];

        free(test->name);
        free(test->tried);
        free(test->isolation);
        report_clear(&test->findings);
    }
    free(exercise->tests);
    free(exercise->id);
    free(exercise->title);
}

void report_free(struct report *report)
{
    if (!report)
        return;
    for (int i = 0; i < report->exercise_count; i++)
        free_exercise(&report->exercises[i]);
    report_clear(&report->compile);
    free(report->exercises);
    free(report->kit);
    free(report->lab);
    free(report->title);
    free(report->handout);
    free(report->isolation);
    free(report->infra);
    free(report->refused);
    free(report);
}

/* ---- building ---- */

static bool copy_exercise(struct exercise *to, const struct lab_exercise *from)
{
    to->id = strdup(from->id);
    to->title = strdup(from->title);
    to->tests = calloc((size_t)from->test_count + 1, sizeof *to->tests);
    if (!to->id || !to->title || !to->tests)
        return false;
    for (int i = 0; i < from->test_count; i++) {
        struct test *test = &to->tests[to->test_count++];

        *test = (struct test){ .name = strdup(from->tests[i].name),
                               .status = STATUS_INFRA,
                               .max = from->tests[i].points,
                               .tried = strdup("") };
        if (!test->name || !test->tried)
            return false;
    }
    return true;
}

struct report *report_new(const struct lab *lab, const char *only,
                          const char *kit, uint64_t seed)
{
    struct report *report = calloc(1, sizeof *report);

    if (!report)
        return NULL;
    report->seed = seed;
    report->whole = only == NULL;
    report->kit = strdup(kit);
    report->lab = strdup(lab->name);
    report->title = strdup(lab->title);
    report->handout = strdup(lab->handout);
    report->exercises =
        calloc((size_t)lab->exercise_count + 1, sizeof *report->exercises);
    if (!report->kit || !report->lab || !report->title || !report->handout ||
        !report->exercises)
        goto fail;
    for (int i = 0; i < lab->exercise_count; i++) {
        if (only && strcmp(only, lab->exercises[i].id) != 0)
            continue;
        if (!copy_exercise(&report->exercises[report->exercise_count++],
                           &lab->exercises[i]))
            goto fail;
    }
    return report;

fail:
    report_free(report);
    errno = ENOMEM;
    return NULL;
}

struct finding *report_add(struct findings *findings, const char *code)
{
    struct finding *larger = realloc(
        findings->items, sizeof *larger * (size_t)(findings->count + 1));

    if (!larger)
        return NULL;
    findings->items = larger;
    larger[findings->count] = (struct finding){ .code = strdup(code),
                                                .title = strdup(""),
                                                .happened = strdup(""),
                                                .cause = strdup("") };
    struct finding *added = &larger[findings->count++];
    return added->code && added->title && added->happened && added->cause
               ? added
               : NULL;
}

void report_set_all(struct report *report, enum status status)
{
    for (int i = 0; i < report->exercise_count; i++)
        for (int j = 0; j < report->exercises[i].test_count; j++)
            report->exercises[i].tests[j].status = status;
}

void report_set_infra(struct report *report, const char *reason)
{
    if (!report->infra)
        report->infra = strdup(reason);
}

/* ---- the verdict ---- */

static void finish_exercise(struct exercise *exercise)
{
    exercise->status = exercise->test_count ? STATUS_PASS : STATUS_NOT_RUN;
    exercise->points = exercise->max = 0;
    for (int i = 0; i < exercise->test_count; i++) {
        struct test *test = &exercise->tests[i];

        test->points = test->status == STATUS_PASS ? test->max : 0;
        exercise->points += test->points;
        exercise->max += test->max;
        if (exercise->status == STATUS_PASS)
            exercise->status = test->status;
    }
}

/* The first test that had no walls speaks for all. */
static void find_isolation(struct report *report)
{
    const char *found = report->isolation;

    for (int i = 0; i < report->exercise_count; i++) {
        for (int j = 0; j < report->exercises[i].test_count; j++) {
            const char *said = report->exercises[i].tests[j].isolation;

            if (said && (!found || strcmp(found, "sandbox") == 0))
                found = said;
        }
    }
    char *copy = strdup(found ? found : "none: nothing was run");
    free(report->isolation);
    report->isolation = copy;
}

/* Says which test gave no score, and why, if it said so itself. */
static void explain_infra(struct report *report, const char *exercise,
                          const struct test *test)
{
    const char *why = "there is no result";
    char *reason;

    if (test->findings.count > 0 && *test->findings.items[0].happened)
        why = test->findings.items[0].happened;
    reason = text_format("%s %s: %s", exercise, test->name, why);
    report_set_infra(report, reason ? reason : why);
    free(reason);
}

void report_finish(struct report *report)
{
    int tests = 0;

    report->points = report->max = 0;
    for (int i = 0; i < report->exercise_count; i++) {
        struct exercise *exercise = &report->exercises[i];

        finish_exercise(exercise);
        report->points += exercise->points;
        report->max += exercise->max;
        tests += exercise->test_count;
        for (int j = 0; j < exercise->test_count; j++)
            if (exercise->tests[j].status == STATUS_INFRA)
                explain_infra(report, exercise->id, &exercise->tests[j]);
    }
    find_isolation(report);
    if (tests == 0)
        report_set_infra(report, "lab.ini lists no tests");
}

static bool met_a_limit(const struct report *report)
{
    for (int i = 0; i < report->exercise_count; i++)
        for (int j = 0; j < report->exercises[i].test_count; j++)
            if (report->exercises[i].tests[j].status == STATUS_LIMIT)
                return true;
    return false;
}

bool report_blame_limit(struct report *report, int seconds)
{
    if (!met_a_limit(report))
        return false;
    for (int i = 0; i < report->exercise_count; i++)
        for (int j = 0; j < report->exercises[i].test_count; j++) {
            struct test *test = &report->exercises[i].tests[j];
            struct finding *finding;

            if (test->status != STATUS_INFRA || test->findings.count > 0)
                continue;
            test->status = STATUS_LIMIT;
            if (!(finding = report_add(&test->findings, "LIMIT")))
                continue;
            free(finding->title);
            free(finding->happened);
            finding->title = text_format("not reached");
            finding->happened = text_format(
                "the check of this program was ended after %d seconds; tests "
                "that came before ran into their limits",
                seconds);
        }
    return true;
}

int report_exit_status(const struct report *report)
{
    if (report->infra || report->refused)
        return 2;
    for (int i = 0; i < report->exercise_count; i++)
        if (report->exercises[i].status != STATUS_PASS)
            return 1;
    return 0;
}
