/* check.c - the demands of a suite, each against one run. */
#include "harness/check.h"

#include "harness/diagnose.h"
#include "harness/handed_on.h"
#include "harness/sandbox.h"
#include "observe/record.h"

#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

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
                          enum setting setting)
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

static void put_word(FILE *stream, const char *word)
{
    bool plain = *word != '\0' && !strpbrk(word, " \t\n'\"\\|<>&;$*?()");
    (void)fprintf(stream, plain ? " %s" : " '%s'", word);
}

/* What a person types to see the same. */
static char *tried_text(const struct scene *scene)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        err(1, "open_memstream");
    (void)fprintf(stream, "make run LAB=%s ARGS=\"", setting_from("IPC_LAB"));
    for (int i = 0; scene->arguments[i]; i++)
        if (i == 0)
            (void)fputs(scene->arguments[i], stream);
        else
            put_word(stream, scene->arguments[i]);
    for (int fd = 0; fd < 3; fd++)
        if (scene->closed & 1 << fd)
            (void)fprintf(stream, " %d>&-", fd);
    (void)fputs("\"", stream);
    if (scene->input)
        (void)fprintf(stream, " with %zu bytes of input", scene->input_length);
    if (scene->child_signal_ignored)
        (void)fputs(", started with SIGCHLD ignored", stream);
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

/* ---- looking into the log ---- */

bool run_is_own(const struct run *run, int pid)
{
    const struct process *process = world_process(trace_world(run->trace), pid);
    return process && process->own_program;
}

static const struct event *
find_leave(const struct run *run, enum call_role role,
           bool (*fits)(const struct event *, int64_t), int64_t value)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_LEAVE && info && info->role == role &&
            run_is_own(run, event->pid) && fits(event, value))
            return event;
    }
    return NULL;
}

static bool has_result(const struct event *event, int64_t value)
{
    return value ? event->result == value : event->result < 0;
}

static bool is_short(const struct event *event, int64_t value)
{
    (void)value;
    return event->result > 0 && event->result < event->arguments[2];
}

struct place place_of_result(const struct run *run, enum call_role role,
                             int64_t result)
{
    const struct event *event = find_leave(run, role, has_result, result);
    return event ? event->place : (struct place){ 0 };
}

struct place place_of_short(const struct run *run, enum call_role role)
{
    const struct event *event = find_leave(run, role, is_short, 0);
    return event ? event->place : (struct place){ 0 };
}

struct place place_of_reap(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_REAP)
            return log_at(log, i)->place;
    return (struct place){ 0 };
}

struct place place_of_fork(const struct run *run, int nth)
{
    const struct process *child = run_child(run, nth);
    return child ? child->forked_at : (struct place){ 0 };
}

/* ---- demands ---- */

/* EBADF tells that somebody used an end that is not theirs, or none. */
static bool tell_wrong_end(struct check *check)
{
    for (int role = ROLE_READ; role <= ROLE_WRITE; role++) {
        const struct event *event =
            find_leave(check->run, (enum call_role)role, has_result, -EBADF);
        if (!event)
            continue;
        (void)finding_add(
            check, "PIPE-11", event->place, text_of("the wrong end of a pipe"),
            text_of("%s(%d, ...) failed with EBADF", call_at(event->call)->name,
                    event->fd),
            text_of("descriptor %d is %s", event->fd,
                    event->object
                        ? role == ROLE_READ ? "the write end" : "the read end"
                        : "not open there"));
        return true;
    }
    return false;
}

/* The same line made two pipes in two processes: it was passed after fork. */
static bool tell_two_pipes(struct check *check)
{
    const struct world *world = trace_world(check->run->trace);
    for (int i = 0; i < world->object_count; i++)
        for (int j = 0; j < i; j++) {
            const struct object *one = &world->objects[j];
            const struct object *two = &world->objects[i];
            if (one->kind != OBJECT_PIPE || two->kind != OBJECT_PIPE ||
                !one->created_at.file || one->created_by == two->created_by ||
                one->created_at.file != two->created_at.file ||
                one->created_at.line != two->created_at.line)
                continue;
            (void)finding_add(
                check, "PIPE-11", one->created_at,
                text_of("the pipe was made after fork"),
                text_of("parent and child each made a pipe of their own; "
                        "nothing connects them"),
                text_of("%s:%d is passed by both processes",
                        one->created_at.file, one->created_at.line));
            return true;
        }
    return false;
}

static bool tell_ignored_child(struct check *check)
{
    const char *returned = run_result(check->run, "returned");
    bool thrown_away = false; /* it has ended, and nobody collected it */
    for (int i = 1; i <= run_child_count(check->run); i++)
        thrown_away |= run_child(check->run, i)->state == PROCESS_ZOMBIE;
    if (!thrown_away || !returned || strcmp(returned, "-1 ECHILD") != 0)
        return false;
    (void)finding_add(
        check, "PROC-12", place_of_result(check->run, ROLE_WAIT, -ECHILD),
        text_of("the status was thrown away"),
        text_of("the wait for a child failed with ECHILD: there was no child "
                "to wait for any more"),
        text_of("while SIGCHLD is ignored the kernel keeps no status of a "
                "child that ends"));
    return true;
}

bool check_known_mistake(struct check *check)
{
    return tell_wrong_end(check) || tell_two_pipes(check) ||
           handed_on_swapped(check) || tell_ignored_child(check);
}

static size_t first_difference(const char *left, size_t left_length,
                               const char *right, size_t right_length)
{
    size_t at = 0;
    while (at < left_length && at < right_length && left[at] == right[at])
        at++;
    return at;
}

/* At most 32 bytes around a position, for a person. */
static char *piece_of(const char *text, size_t length, size_t at)
{
    char *piece = NULL;
    size_t size, from = at > 8 ? at - 8 : 0;
    FILE *stream = open_memstream(&piece, &size);
    if (!stream)
        err(1, "open_memstream");
    for (size_t i = from; i < length && i < from + 32; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '\n')
            (void)fputs("\\n", stream);
        else if (byte < 0x20 || byte >= 0x7f)
            (void)fprintf(stream, "\\x%02x", byte);
        else
            (void)fputc(byte, stream);
    }
    (void)fclose(stream);
    return piece;
}

static void tell_output(struct check *check, const char *expected,
                        size_t length, const char *code, struct place place,
                        const char *cause)
{
    const struct run *run = check->run;
    size_t at =
        first_difference(run->output, run->output_length, expected, length);
    char *wanted = piece_of(expected, length, at);
    char *got = piece_of(run->output, run->output_length, at);
    (void)finding_add(
        check, code, place, text_of("wrong output"),
        text_of("%zu bytes came out, %zu are right; at byte %zu stands "
                "\"%s\", right is \"%s\"",
                run->output_length, length, at, got, wanted),
        cause ? text_of("%s", cause) : NULL);
    free(wanted);
    free(got);
}

void check_output(struct check *check, const void *expected, size_t length)
{
    check_output_as(check, expected, length, "OUT", (struct place){ 0 }, NULL);
}

void check_output_as(struct check *check, const void *expected, size_t length,
                     const char *code, struct place place, const char *cause)
{
    const struct run *run = check->run;
    if (check->failed || (run->output_length == length &&
                          memcmp(run->output, expected, length) == 0))
        return;
    if (!check_known_mistake(check))
        tell_output(check, expected, length, code, place, cause);
}

void check_line(struct check *check, const char *line, const char *code,
                struct place place, const char *cause)
{
    const char *found = check->failed ? NULL : strstr(check->run->errors, line);
    if (check->failed || (found && found[strlen(line)] == '\n'))
        return;
    if (check_known_mistake(check))
        return;
    /* What was told instead: the line that begins alike. */
    const char *arrow = strstr(line, "->");
    size_t alike = arrow ? (size_t)(arrow - line) : strcspn(line + 2, " ") + 2;
    char *start = strndup(line, alike);
    const char *other = start ? strstr(check->run->errors, start) : NULL;
    for (const char *next = other; next; next = strstr(next + 1, start))
        other = next;
    (void)finding_add(check, code, place, text_of("wrong result"),
                      other ? text_of("told at last: \"%.*s\"; right is \"%s\"",
                                      (int)strcspn(other + 2, "\n"), other + 2,
                                      line + 2)
                            : text_of("not told: \"%s\"", line + 2),
                      cause ? text_of("%s", cause) : NULL);
    free(start);
}

void check_result(struct check *check, const char *key, const char *value,
                  const char *code, struct place place, const char *cause)
{
    const char *got = run_result(check->run, key);
    if (check->failed || (got && strcmp(got, value) == 0))
        return;
    if (check_known_mistake(check))
        return;
    (void)finding_add(check, code, place, text_of("wrong result"),
                      text_of("%s: %s; right is %s", key,
                              got ? got : "nothing was told", value),
                      cause ? text_of("%s", cause) : NULL);
}

/* ---- statuses ---- */

static int status_told(const struct run *run, int index)
{
    char key[32];
    (void)snprintf(key, sizeof key, "status %d", index);
    const char *value = run_result(run, key);
    return value ? atoi(value) : INT_MIN;
}

static bool is_permutation(const struct run *run, const int *statuses,
                           int count)
{
    int sum = 0, told = 0;
    for (int i = 0; i < count; i++) {
        int match = 0;
        for (int j = 0; j < count; j++)
            match += status_told(run, j) == statuses[i];
        if (match == 0)
            return false;
        sum += statuses[i];
        told += status_told(run, i);
    }
    return sum == told;
}

/* What somebody gets who takes the status word for the status, or takes the
 * exit status of a process that a signal ended. */
static bool is_misread(int told, int right)
{
    if (right > 128)
        return told == right - 128 || told == 0;
    return told == right << 8;
}

void check_statuses(struct check *check, const int *statuses, int count)
{
    const struct run *run = check->run;
    struct place place = { 0 };
    for (int i = 0; i < count && !check->failed; i++) {
        int told = status_told(run, i);
        if (told == statuses[i])
            continue;
        if (check_known_mistake(check))
            return;
        place = place_of_reap(run);
        if (is_permutation(run, statuses, count))
            (void)finding_add(
                check, "PROC-11", place, text_of("statuses mixed up"),
                text_of("program %d got status %d; its own is %d", i, told,
                        statuses[i]),
                text_of("the programs ended in another order than they were "
                        "started, and wait gives whoever ends first"));
        else if (is_misread(told, statuses[i]))
            (void)finding_add(
                check, "PROC-06", place, text_of("misread status"),
                text_of("status of program %d: %d; right is %d", i, told,
                        statuses[i]),
                text_of("the int that wait fills in is a coded word, not the "
                        "status"));
        else
            (void)finding_add(
                check, "RESULT", place, text_of("wrong status"),
                told == INT_MIN ? text_of("no status of program %d was told", i)
                                : text_of("status of program %d: %d; right "
                                          "is %d",
                                          i, told, statuses[i]),
                NULL);
    }
}

/* ---- what is left ---- */

void check_all_reaped(struct check *check)
{
    const struct run *run = check->run;
    const struct world *world = trace_world(run->trace);
    if (check->failed || run->left_count == 0)
        return;
    const struct process *first = world_process(world, run->left[0]);
    struct place place = first ? first->forked_at : (struct place){ 0 };
    if (run->left_alive > 0)
        (void)finding_add(
            check, "LEFT", place, text_of("a process is left running"),
            text_of("when the function was done, %d of the processes that it "
                    "started still ran",
                    run->left_alive),
            text_of("end or await every process that you start"));
    else
        (void)finding_add(
            check, "PROC-02", place, text_of("a zombie is left"),
            text_of("%d processes were started, %d of them were never waited "
                    "for",
                    run_child_count(run), run->left_count),
            text_of("a process that has ended stays a zombie until its parent "
                    "waits for it"));
}

/* ---- numbers ---- */

unsigned long check_seed(void)
{
    const char *seed = getenv("IPC_SEED");
    return seed ? strtoul(seed, NULL, 10) : 1;
}

/* A generator of our own: the same numbers on every system and libc. Marsaglia,
 * "Xorshift RNGs", Journal of Statistical Software 8(14), 2003 */
unsigned check_random(struct check *check, unsigned limit)
{
    static unsigned long state;
    (void)check;
    if (state == 0)
        state = check_seed() * 2654435761UL + 88172645463325252UL;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state % limit);
}
