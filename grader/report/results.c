/* results.c - reads what the suite found out: one file for each test.
 *
 *   FOLDER/1.3.large_output.json
 *   {"exercise":"1.3","test":"large_output","status":"fail",
 *    "duration_ms":12,"tried":"make run ...","isolation":"sandbox",
 *    "findings":[{"code":"PIPE-02","severity":"error","title":"...",
 *                 "happened":"...","cause":"...","file":"pipes.c","line":57,
 *                 "processes":["wc (pid 3)"],"objects":["pipe 1"],
 *                 "record":"1.3.large_output.jsonl"}]}
 *
 * The suite is ours, but it may be killed, or wrong: what does not fit makes
 * the test infra. The same reader takes reports (load.c). */
#include "report/results.h"

#include "report/rules.h"
#include "report/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RESULT_BYTES_MAX = 1 << 22 };

cJSON *json_file(int folder, const char *name)
{
    struct stat status;
    cJSON *json = NULL;
    char *text = NULL;
    int fd =
        openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (fd == -1)
        return NULL;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_size <= RESULT_BYTES_MAX &&
        (text = malloc((size_t)status.st_size + 1)) != NULL &&
        read(fd, text, (size_t)status.st_size) == status.st_size) {
        text[status.st_size] = '\0';
        json = cJSON_Parse(text);
    }
    free(text);
    (void)close(fd);
    return json;
}

const char *json_text(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

    return cJSON_IsString(item) ? item->valuestring : NULL;
}

int json_number(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

    return cJSON_IsNumber(item) && item->valuedouble > 0 ? item->valueint : 0;
}

/* Takes over a text that may be missing. */
static void set(char **place, const cJSON *object, const char *key)
{
    const char *text = json_text(object, key);

    if (text) {
        free(*place);
        *place = strdup(text);
    }
}

static void set_list(struct list *list, const cJSON *object, const char *key)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, key);
    const cJSON *item;

    list->items =
        calloc((size_t)cJSON_GetArraySize(array) + 1, sizeof *list->items);
    cJSON_ArrayForEach(item, array) if (list->items && cJSON_IsString(item))
        list->items[list->count++] = strdup(item->valuestring);
}

/* "pipes.c", not a path: a path would tell of the machine. */
static bool is_plain(const char *name)
{
    return *name && *name != '.' && !strchr(name, '/');
}

static bool take_finding(struct findings *findings, const cJSON *json)
{
    const char *code = json_text(json, "code");
    const char *severity = json_text(json, "severity");

    if (!code || !rule_find(code) || !severity)
        return false;
    bool remark = strcmp(severity, "remark") == 0;
    if (!remark && strcmp(severity, "error") != 0)
        return false;
    struct finding *finding = report_add(findings, code);
    if (!finding)
        return false;
    const cJSON *where = cJSON_GetObjectItemCaseSensitive(json, "where");
    finding->remark = remark;
    set(&finding->title, json, "title");
    set(&finding->happened, json, "happened");
    set(&finding->happened, json, "what_happened");
    set(&finding->cause, json, "cause");
    set(&finding->file, where ? where : json, "file");
    set(&finding->record, json, "record");
    finding->line = json_number(where ? where : json, "line");
    set_list(&finding->processes, json, "processes");
    set_list(&finding->objects, json, "objects");
    return (!finding->file || is_plain(finding->file)) &&
           (!finding->record || is_plain(finding->record));
}

bool json_findings(struct findings *findings, const cJSON *array)
{
    const cJSON *item;

    cJSON_ArrayForEach(item,
                       array) if (!take_finding(findings, item)) return false;
    return true;
}

bool json_test(struct test *test, const cJSON *json)
{
    const char *name = json_text(json, "status");
    int status = name ? status_of(name) : -1;

    set(&test->tried, json, "tried");
    set(&test->isolation, json, "isolation");
    test->duration_ms = json_number(json, "duration_ms");
    test->status = STATUS_INFRA;
    if (status == -1 ||
        !json_findings(&test->findings,
                       cJSON_GetObjectItemCaseSensitive(json, "findings")))
        return false;
    for (int i = 0; i < test->findings.count; i++)
        if (status == STATUS_PASS && !test->findings.items[i].remark)
            return false; /* it cannot be right and wrong */
    test->status = (enum status)status;
    return true;
}

/* A gap that is still open needs no words from the suite. */
static void explain_gap(struct test *test)
{
    struct finding *finding;

    if (test->status != STATUS_NOT_WRITTEN || test->findings.count > 0)
        return;
    finding = report_add(&test->findings, "TODO");
    if (finding) {
        free(finding->title);
        finding->title = strdup("still to be written");
    }
}

static bool same(const cJSON *json, const char *key, const char *expected)
{
    const char *text = json_text(json, key);

    return text && strcmp(text, expected) == 0;
}

static void collect_test(struct report *report, const char *id,
                         struct test *test, int folder)
{
    char *name = text_format("%s.%s.json", id, test->name);
    cJSON *json = name ? json_file(folder, name) : NULL;

    if (json && (!same(json, "exercise", id) ||
                 !same(json, "test", test->name) || !json_test(test, json))) {
        char *reason =
            text_format("the result of %s %s makes no sense", id, test->name);
        test->status = STATUS_INFRA;
        report_set_infra(report, reason ? reason : "a result makes no sense");
        free(reason);
    }
    explain_gap(test);
    cJSON_Delete(json);
    free(name);
}

static bool is_listed(const struct exercise *exercise, const char *file)
{
    for (int i = 0; i < exercise->test_count; i++) {
        char *name =
            text_format("%s.%s.json", exercise->id, exercise->tests[i].name);
        bool same_name = name && strcmp(name, file) == 0;

        free(name);
        if (same_name)
            return true;
    }
    return false;
}

/* A result of a test that lab.ini does not list would be lost in silence. */
static void find_unlisted(struct report *report, DIR *folder)
{
    struct dirent *entry;

    while ((entry = readdir(folder)) != NULL) {
        bool listed = entry->d_name[0] == '.' || !report->whole;

        for (int i = 0; i < report->exercise_count && !listed; i++)
            listed = is_listed(&report->exercises[i], entry->d_name);
        if (listed)
            continue;
        char *reason =
            text_format("lab.ini does not list the test of %s", entry->d_name);
        report_set_infra(report, reason ? reason : "an unlisted test ran");
        free(reason);
    }
}

int report_collect(struct report *report, const char *path)
{
    DIR *folder = opendir(path);

    if (!folder)
        return -1;
    for (int i = 0; i < report->exercise_count; i++)
        for (int j = 0; j < report->exercises[i].test_count; j++)
            collect_test(report, report->exercises[i].id,
                         &report->exercises[i].tests[j], dirfd(folder));
    find_unlisted(report, folder);
    (void)closedir(folder);
    return 0;
}
