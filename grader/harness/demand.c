/* demand.c - what came out, held against what is right.
 *
 * Each says nothing after the first error, and looks for a known mistake
 * (known.h) before it tells of the bare difference.
 */
#include "harness/check.h"
#include "harness/diagnose.h"
#include "harness/evidence.h"
#include "harness/known.h"

#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- output ---- */

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
    check_output_as(check, expected, length, "OUT", NOWHERE, NULL);
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

/* ---- what main told ---- */

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
    return told == right * 256; /* it stands in the second byte */
}

static const char misread[] =
    "the int that waitpid fills in is a coded word: ask WIFEXITED or "
    "WIFSIGNALED first, then take the number out";

void check_status(struct check *check, const char *key, int status)
{
    const char *told = run_result(check->run, key);
    char *right = text_of("%d", status);
    if (told && is_misread(atoi(told), status))
        check_result(check, key, right, "PROC-06", place_of_reap(check->run),
                     misread);
    check_result(check, key, right, "RESULT", NOWHERE, NULL);
    free(right);
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
        /* Nobody can have misread a status that was never asked for. */
        if (run->left_count > 0 && !evidence_failed(run, ROLE_WAIT, ECHILD)) {
            check_all_reaped(check);
            return;
        }
        place = place_of_reap(run);
        if (is_permutation(run, statuses, count))
            (void)finding_add(
                check, "PROC-11", place, text_of("statuses mixed up"),
                text_of("program %d got status %d; its own is %d", i, told,
                        statuses[i]),
                text_of("the programs ended in another order than they were "
                        "started, and wait gives whoever ends first"));
        else if (is_misread(told, statuses[i]))
            (void)finding_add(check, "PROC-06", place,
                              text_of("misread status"),
                              text_of("status of program %d: %d; right is %d",
                                      i, told, statuses[i]),
                              text_of("%s", misread));
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
