/* check.c - a check from its begin over its runs to its end. */
#include "harness/check.h"

#include "harness/diagnose.h"
#include "harness/sandbox.h"
#include "observe/record.h"

#include <err.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *text_of(const char *format, ...)
{
    char *text = NULL;
    va_list list;
    va_start(list, format);
    if (vasprintf(&text, format, list) == -1)
        err(1, "vasprintf");
    va_end(list);
    return text;
}

static const char *setting_from(const char *name)
{
    const char *value = getenv(name);
    if (!value)
        errx(2, "%s is not set; suites are started by make check", name);
    return value;
}

/* ---- begin, play, end ---- */

struct check *check_begin(const char *exercise, const char *test,
                          const struct setting *setting)
{
    struct check *check = calloc(1, sizeof *check);
    const char *why = NULL;
    if (!check)
        err(1, "calloc");
    check->setting = setting;
    check->result.exercise = exercise;
    check->result.test = test;
    check->result.status = "pass";
    static char none[256];
    if (!sandbox_available(&why))
        (void)snprintf(none, sizeof none, "none: %s", why);
    check->result.isolation = why ? none : "sandbox";
    return check;
}

/* A word as a shell takes it; without quotes where none are needed. */
static void put_word(FILE *stream, const char *word)
{
    bool single = strchr(word, '\'') != NULL;
    if (*word != '\0' && !strpbrk(word, " \t\n'\"\\|<>&;$`*?()[]{}~#!=")) {
        (void)fputs(word, stream);
        return;
    }
    (void)fputc(single ? '"' : '\'', stream);
    for (; *word; word++) {
        if (single && strchr("\"\\$`", *word))
            (void)fputc('\\', stream);
        (void)fputc(*word, stream);
    }
    (void)fputc(single ? '"' : '\'', stream);
}

static char *arguments_text(const struct scene *scene)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        err(1, "open_memstream");
    for (int i = 0; scene->arguments[i]; i++) {
        if (i > 0)
            (void)fputc(' ', stream);
        put_word(stream, scene->arguments[i]);
    }
    for (int fd = 0; fd < 3; fd++)
        if (scene->closed & 1 << fd)
            (void)fprintf(stream, " %d>&-", fd);
    (void)fclose(stream);
    return text;
}

/* What happens in the run and not by the command alone. */
static void put_rest(FILE *stream, const struct scene *scene)
{
    static const char *const told[] = {
        [MOVE_CUT] = "lets calls move only a few bytes",
        [MOVE_FAIL] = "makes a call fail",
        [MOVE_HOLD] = "holds a process for a while",
        [MOVE_LATE] = "holds a process just before a call",
        [MOVE_KILL] = "kills a process",
    };
    const char *word = ", and the grader then ";
    if (scene->interrupt_waits) {
        (void)fprintf(stream, "%ssends a signal while it waits", word);
        word = " and ";
    }
    for (int i = 0; i < SCENE_MOVES; i++) {
        const struct move *move = &scene->moves[i];
        bool again = false;
        for (int j = 0; j < i; j++)
            again |= scene->moves[j].kind == move->kind;
        if (move->kind == MOVE_NONE || again)
            continue;
        (void)fprintf(stream, "%s%s", word,
                      move->kind == MOVE_FAIL && move->role == ROLE_FORK
                          ? "makes fork fail"
                          : told[move->kind]);
        word = " and ";
    }
    for (int i = 0; i < SCENE_STEPS; i++)
        if (scene->steps[i].kind == STEP_LEAVE) {
            (void)fprintf(stream, "%sstops reading its output", word);
            break;
        }
}

/* What a person types to see the same: one string for make, in which the
 * shell that types it must change nothing. */
static char *tried_text(const struct scene *scene)
{
    char *text = NULL, *arguments = arguments_text(scene);
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        err(1, "open_memstream");
    (void)fprintf(stream, "make run LAB=%s ARGS=\"", setting_from("IPC_LAB"));
    for (const char *at = arguments; *at; at++) {
        if (strchr("\"\\$`", *at))
            (void)fputc('\\', stream);
        (void)fputc(*at, stream);
    }
    (void)fputc('"', stream);
    free(arguments);
    if (scene->input)
        (void)fprintf(stream, " with %zu bytes of input", scene->input_length);
    else if (scene->input_pipe)
        (void)fputs(" with input that comes in pieces", stream);
    if (scene->child_signal_ignored)
        (void)fputs(", started with SIGCHLD ignored", stream);
    put_rest(stream, scene);
    (void)fclose(stream);
    return text;
}

struct run *check_play(struct check *check, struct scene *scene)
{
    struct run *run = run_play(setting_from("IPC_PROGRAM"), scene);
    if (!run)
        err(2, "%s", setting_from("IPC_PROGRAM"));
    if (check->failed) { /* what failed before is what is shown */
        run_close(run);
        return check->run;
    }
    run_close(check->run);
    check->run = run;
    free(check->result.tried);
    check->result.tried = tried_text(scene);
    check->result.duration_ms += run->duration_ms;
    const char *status = diagnose(check, run);
    if (status)
        check->result.status = status;
    return run;
}

static void save_record(struct check *check)
{
    char path[PATH_MAX];
    struct result *result = &check->result;
    result->record = text_of("%s.%s.jsonl", result->exercise, result->test);
    (void)snprintf(path, sizeof path, "%s/%s", setting_from("IPC_RECORDS"),
                   result->record);
    struct log shown = *trace_log(check->run->trace);
    shown.count = check->run->event_count;
    if (record_save(&shown, result->tried, path) == -1)
        err(2, "%s", path);
}

bool check_end(struct check *check)
{
    struct result *result = &check->result;
    bool passed = !check->failed;
    if (!passed && strcmp(result->status, "pass") == 0)
        result->status = "fail";
    if (!passed && check->run && strcmp(result->status, "not-written") != 0)
        save_record(check);
    if (result_save(result, setting_from("IPC_RESULTS")) == -1)
        err(2, "%s", setting_from("IPC_RESULTS"));
    run_close(check->run);
    result_clear(result);
    free(check);
    return passed;
}

void check_that(struct check *check, bool expected, const char *code,
                struct place place, const char *title, char *happened,
                char *cause)
{
    if (expected || check->failed) {
        free(happened);
        free(cause);
        return;
    }
    (void)finding_add(check, code, place, strdup(title), happened, cause);
}
