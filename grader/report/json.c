/* json.c - a report as JSON, field by field in a fixed order.
 *
 * Our own writer: whatever bytes a name or a text holds, the result is valid
 * JSON in valid UTF-8. Controls are escaped, broken bytes become U+FFFD. */
#include "report/json.h"
#include "report/report.h"
#include "report/rules.h"
#include "report/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void json_string(FILE *out, const char *text)
{
    (void)fputc('"', out);
    while (*text) {
        uint32_t point;
        int length = text_decode(text, &point);

        if (length == 0)
            (void)fputs("\\ufffd", out);
        else if (point == '"' || point == '\\')
            (void)fprintf(out, "\\%c", (int)point);
        else if (point == '\n')
            (void)fputs("\\n", out);
        else if (point == '\t')
            (void)fputs("\\t", out);
        else if (text_is_control(point) && point < 0x10000)
            (void)fprintf(out, "\\u%04x", (unsigned)point);
        else
            (void)fwrite(text, 1, (size_t)length, out);
        text += length ? length : 1;
    }
    (void)fputc('"', out);
}

/* ---- objects and arrays, one field a line ---- */

struct writer {
    FILE *out;
    int depth;
    bool first; /* nothing stands yet in the innermost brackets */
};

static void begin(struct writer *w, const char *key)
{
    (void)fprintf(w->out, "%s\n%*s", w->first ? "" : ",", 2 * w->depth, "");
    if (key) {
        json_string(w->out, key);
        (void)fputs(": ", w->out);
    }
    w->first = false;
}

static void open_bracket(struct writer *w, const char *key, char bracket)
{
    begin(w, key);
    (void)fputc(bracket, w->out);
    w->depth++;
    w->first = true;
}

static void close_bracket(struct writer *w, char bracket)
{
    w->depth--;
    if (!w->first)
        (void)fprintf(w->out, "\n%*s", 2 * w->depth, "");
    (void)fputc(bracket, w->out);
    w->first = false;
}

static void put_text(struct writer *w, const char *key, const char *text)
{
    begin(w, key);
    if (text)
        json_string(w->out, text);
    else
        (void)fputs("null", w->out);
}

static void put_number(struct writer *w, const char *key, uint64_t number)
{
    begin(w, key);
    (void)fprintf(w->out, "%llu", (unsigned long long)number);
}

static void put_list(struct writer *w, const char *key, const struct list *list)
{
    begin(w, key);
    (void)fputc('[', w->out);
    for (int i = 0; i < list->count; i++) {
        (void)fputs(i ? ", " : "", w->out);
        json_string(w->out, list->items[i]);
    }
    (void)fputc(']', w->out);
}

/* ---- the report ---- */

static void put_finding(struct writer *w, const struct finding *finding,
                        const char *exercise, const char *handout)
{
    const struct rule *rule = rule_find(finding->code);

    open_bracket(w, NULL, '{');
    put_text(w, "code", finding->code);
    put_text(w, "severity", finding->remark ? "remark" : "error");
    put_text(w, "exercise", exercise);
    put_text(w, "title", finding->title);
    put_text(w, "what_happened", finding->happened);
    put_text(w, "cause", finding->cause);
    put_text(w, "rule", rule ? rule->rule : NULL);
    open_bracket(w, "where", '{');
    put_text(w, "file", finding->file);
    put_number(w, "line", (uint64_t)finding->line);
    close_bracket(w, '}');
    put_list(w, "processes", &finding->processes);
    put_list(w, "objects", &finding->objects);
    put_text(w, "read", rule && rule->read ? rule->read : handout);
    put_text(w, "record", finding->record);
    close_bracket(w, '}');
}

static void put_findings(struct writer *w, const char *key,
                         const struct findings *findings, const char *exercise,
                         const char *handout)
{
    open_bracket(w, key, '[');
    for (int i = 0; i < findings->count; i++)
        put_finding(w, &findings->items[i], exercise, handout);
    close_bracket(w, ']');
}

static void put_test(struct writer *w, const struct test *test,
                     const char *exercise, const char *handout)
{
    open_bracket(w, NULL, '{');
    put_text(w, "name", test->name);
    put_text(w, "status", status_name(test->status));
    put_number(w, "points", (uint64_t)test->points);
    put_number(w, "max", (uint64_t)test->max);
    put_number(w, "duration_ms", (uint64_t)test->duration_ms);
    put_text(w, "tried", test->tried);
    put_findings(w, "findings", &test->findings, exercise, handout);
    close_bracket(w, '}');
}

static void put_exercise(struct writer *w, const struct exercise *exercise,
                         const char *handout)
{
    open_bracket(w, NULL, '{');
    put_text(w, "id", exercise->id);
    put_text(w, "title", exercise->title);
    put_number(w, "points", (uint64_t)exercise->points);
    put_number(w, "max", (uint64_t)exercise->max);
    put_text(w, "status", status_name(exercise->status));
    open_bracket(w, "tests", '[');
    for (int i = 0; i < exercise->test_count; i++)
        put_test(w, &exercise->tests[i], exercise->id, handout);
    close_bracket(w, ']');
    close_bracket(w, '}');
}

void report_print_json(const struct report *report, FILE *out)
{
    struct writer w = { .out = out, .depth = 1, .first = true };

    (void)fputc('{', out);
    put_text(&w, "kit", report->kit);
    put_text(&w, "lab", report->lab);
    put_text(&w, "title", report->title);
    put_text(&w, "handout", report->handout);
    put_number(&w, "seed", report->seed);
    put_number(&w, "points", (uint64_t)report->points);
    put_number(&w, "max", (uint64_t)report->max);
    put_text(&w, "isolation", report->isolation);
    put_text(&w, "infra", report->infra);
    put_text(&w, "refused", report->refused);
    put_findings(&w, "compile", &report->compile, NULL, report->handout);
    open_bracket(&w, "exercises", '[');
    for (int i = 0; i < report->exercise_count; i++)
        put_exercise(&w, &report->exercises[i], report->handout);
    close_bracket(&w, ']');
    (void)fputs("\n}\n", out);
}

int report_write(const struct report *report, const char *path)
{
    char *temporary = text_format("%s.%d", path, (int)getpid());
    FILE *out = temporary ? fopen(temporary, "we") : NULL;
    int saved;

    if (!out) {
        free(temporary);
        return -1;
    }
    report_print_json(report, out);
    bool good = fflush(out) == 0 && !ferror(out) && fsync(fileno(out)) == 0;
    if (fclose(out) == 0 && good && rename(temporary, path) == 0) {
        free(temporary);
        return 0;
    }
    saved = errno;
    (void)unlink(temporary);
    free(temporary);
    errno = saved;
    return -1;
}
