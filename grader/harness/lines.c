/* lines.c - output of several processes, which come in any order. */
#include "harness/check.h"
#include "harness/diagnose.h"
#include "harness/known.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

char *lines_sorted(const char *text)
{
    size_t count = 0, size;
    char *copy = strdup(text), *result = NULL, *rest = copy;
    char **lines = calloc(strlen(text) + 1, sizeof *lines);
    FILE *stream = open_memstream(&result, &size);
    if (!copy || !lines || !stream)
        err(1, "lines_sorted");
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        if (*line)
            lines[count++] = line;
    qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++)
        (void)fprintf(stream, "%s\n", lines[i]);
    (void)fclose(stream);
    free(lines);
    free(copy);
    return result;
}

void check_lines_in_any_order(struct check *check, const char *expected)
{
    if (check->failed)
        return;
    char *text =
        text_of("%.*s", (int)check->run->output_length, check->run->output);
    char *got = lines_sorted(text), *right = lines_sorted(expected);
    size_t at = 0;
    while (got[at] && got[at] == right[at])
        at++;
    while (at > 0 && right[at - 1] != '\n') /* from the line's beginning */
        at--;
    if (strcmp(got, right) != 0 && !check_known_mistake(check))
        (void)finding_add(
            check, "OUT", NOWHERE, text_of("wrong output"),
            text_of("with its lines sorted, the output differs at: \"%.*s\"; "
                    "right is \"%.*s\"",
                    (int)strcspn(got + at, "\n"), got + at,
                    (int)strcspn(right + at, "\n"), right + at),
            NULL);
    free(text);
    free(got);
    free(right);
}
