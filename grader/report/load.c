/* load.c - reads back what json.c wrote. */
#include "report/report.h"
#include "report/results.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const cJSON *json, const char *key)
{
    const char *text = json_text(json, key);

    return text ? strdup(text) : NULL;
}

static bool load_tests(struct exercise *exercise, const cJSON *array)
{
    const cJSON *item;

    exercise->tests =
        calloc((size_t)cJSON_GetArraySize(array) + 1, sizeof *exercise->tests);
    cJSON_ArrayForEach(item, array)
    {
        struct test *test = &exercise->tests[exercise->test_count++];

        test->name = copy(item, "name");
        test->max = json_number(item, "max");
        test->points = json_number(item, "points");
        if (!test->name || !json_test(test, item))
            return false;
    }
    return true;
}

static bool load_exercise(struct exercise *exercise, const cJSON *json)
{
    const char *status = json_text(json, "status");

    exercise->id = copy(json, "id");
    exercise->title = copy(json, "title");
    exercise->points = json_number(json, "points");
    exercise->max = json_number(json, "max");
    if (!exercise->id || !exercise->title || !status || status_of(status) == -1)
        return false;
    exercise->status = (enum status)status_of(status);
    return load_tests(exercise,
                      cJSON_GetObjectItemCaseSensitive(json, "tests"));
}

static bool load(struct report *report, const cJSON *json)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(json, "exercises");
    const cJSON *seed = cJSON_GetObjectItemCaseSensitive(json, "seed");
    const cJSON *item;

    report->kit = copy(json, "kit");
    report->lab = copy(json, "lab");
    report->title = copy(json, "title");
    report->handout = copy(json, "handout");
    report->isolation = copy(json, "isolation");
    report->infra = copy(json, "infra");
    report->refused = copy(json, "refused");
    report->points = json_number(json, "points");
    report->max = json_number(json, "max");
    report->seed = cJSON_IsNumber(seed) ? (uint64_t)seed->valuedouble : 0;
    report->exercises = calloc((size_t)cJSON_GetArraySize(array) + 1,
                               sizeof *report->exercises);
    if (!report->kit || !report->lab || !report->title || !report->handout ||
        !report->isolation || !report->exercises ||
        !json_findings(&report->compile,
                       cJSON_GetObjectItemCaseSensitive(json, "compile")))
        return false;
    cJSON_ArrayForEach(
        item,
        array) if (!load_exercise(&report->exercises[report->exercise_count++],
                                  item)) return false;
    return report->exercise_count > 0;
}

struct report *report_load(const char *path)
{
    cJSON *json = json_file(AT_FDCWD, path);
    struct report *report = json ? calloc(1, sizeof *report) : NULL;

    if (report && !load(report, json)) {
        report_free(report);
        report = NULL;
    }
    cJSON_Delete(json);
    return report;
}
