/* finding.c - a test's result as JSON. */
#include "harness/finding.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Text from programs may hold any byte; JSON wants UTF-8. Whatever is not
 * printable ASCII or a well-formed sequence is shown as an escape. */
static size_t sequence_length(const unsigned char *at)
{
    size_t length = *at < 0x80             ? 1
                    : (*at & 0xe0) == 0xc0 ? 2
                    : (*at & 0xf0) == 0xe0 ? 3
                                           : 0;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

static void put_text(cJSON *object, const char *key, const char *text)
{
    char *clean = NULL;
    size_t size;
    FILE *stream = text ? open_memstream(&clean, &size) : NULL;
    if (!stream)
        return;
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        size_t length = sequence_length(at);
        if (length == 0 || (*at < 0x20 && *at != '\n') || *at == 0x7f) {
            (void)fprintf(stream, "\\x%02x", *at);
            length = 1;
        } else {
            (void)fwrite(at, 1, length, stream);
        }
        at += length;
    }
    if (fclose(stream) == 0)
        (void)cJSON_AddStringToObject(object, key, clean);
    free(clean);
}

static cJSON *finding_json(const struct finding *finding, const char *record)
{
    cJSON *object = cJSON_CreateObject();
    put_text(object, "code", finding->code);
    put_text(object, "severity",
             finding->severity == SEVERITY_ERROR ? "error" : "remark");
    put_text(object, "title", finding->title);
    put_text(object, "happened", finding->happened);
    put_text(object, "cause", finding->cause);
    if (finding->place.file) {
        put_text(object, "file", finding->place.file);
        (void)cJSON_AddNumberToObject(object, "line", finding->place.line);
    }
    cJSON *processes = cJSON_AddArrayToObject(object, "processes");
    for (int i = 0; i < finding->process_count; i++)
        cJSON_AddItemToArray(processes,
                             cJSON_CreateString(finding->processes[i]));
    cJSON *objects = cJSON_AddArrayToObject(object, "objects");
    if (finding->object)
        cJSON_AddItemToArray(objects, cJSON_CreateString(finding->object));
    put_text(object, "record", record);
    return object;
}

static char *result_text(const struct result *result)
{
    cJSON *object = cJSON_CreateObject();
    put_text(object, "exercise", result->exercise);
    put_text(object, "test", result->test);
    put_text(object, "status", result->status);
    (void)cJSON_AddNumberToObject(object, "duration_ms",
                                  (double)result->duration_ms);
    put_text(object, "tried", result->tried);
    put_text(object, "isolation", result->isolation);
    cJSON *findings = cJSON_AddArrayToObject(object, "findings");
    for (int i = 0; i < result->finding_count; i++)
        cJSON_AddItemToArray(
            findings, finding_json(&result->findings[i], result->record));
    char *text = cJSON_Print(object);
    cJSON_Delete(object);
    return text;
}

int result_save(const struct result *result, const char *directory)
{
    char path[PATH_MAX], temporary[PATH_MAX + 16];
    (void)snprintf(path, sizeof path, "%s/%s.%s.json", directory,
                   result->exercise, result->test);
    (void)snprintf(temporary, sizeof temporary, "%s.%d", path, (int)getpid());
    char *text = result_text(result);
    FILE *stream = text ? fopen(temporary, "we") : NULL;
    if (!stream) {
        cJSON_free(text);
        return -1;
    }
    bool failed = fprintf(stream, "%s\n", text) < 0;
    cJSON_free(text);
    if (fclose(stream) == EOF || failed || rename(temporary, path) == -1) {
        int saved = errno;
        (void)unlink(temporary);
        errno = saved;
        return -1;
    }
    return 0;
}

void result_clear(struct result *result)
{
    for (int i = 0; i < result->finding_count; i++) {
        struct finding *finding = &result->findings[i];
        free(finding->title);
        free(finding->happened);
        free(finding->cause);
        free(finding->object);
        for (int p = 0; p < finding->process_count; p++)
            free(finding->processes[p]);
    }
    free(result->tried);
    free(result->record);
    *result = (struct result){ 0 };
}
