/* 01-pipes-shell.c - what lab 01 demands of 1.7: a small shell. It does what
 * bash does with the same lines, and loses no descriptor from line to line.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/input.h"
#include "tests/01-pipes.h"

static const struct setting in_shell = {
    { PIPES_STUCK, [CAUSE_LEAKED_END] = "PIPE-08",
      [CAUSE_WAIT_BEFORE_READ] = "PROC-03" },
    .stuck_by_copy = "PIPE-09",
    .handed_on = "PIPE-08",
};

/* What bash makes of the same lines, each followed by its status. */
static char *bash_says(const char *script, size_t *length, char **statuses)
{
    char *input = NULL;
    size_t size;
    int number = 1;
    FILE *stream = open_memstream(&input, &size);
    cr_assert(stream != NULL);
    for (const char *line = script; *line;) {
        size_t end = strcspn(line, "\n");
        (void)fprintf(stream,
                      "%.*s\ns=$?; echo \"= line %d status $s\" >&2; "
                      "(exit $s)\n",
                      (int)end, line, number++);
        line += end + (line[end] == '\n');
    }
    (void)fclose(stream);
    struct scene scene = { .arguments = { "--norc", "-s" },
                           .input = input,
                           .input_length = size };
    struct run *run = run_play("/usr/bin/bash", &scene);
    cr_assert(run != NULL && run->end == RUN_ENDED);
    char *output = run->output;
    *length = run->output_length;
    *statuses = run->errors;
    run->output = run->errors = NULL;
    run_close(run);
    free(input);
    return output;
}

/* Demands the same statuses line by line; messages in between may differ. */
static void demand_statuses(struct check *check, const char *expected)
{
    for (const char *line = expected; line && *line;) {
        size_t end = strcspn(line, "\n");
        if (strncmp(line, "= line ", 7) == 0) {
            char *wanted = strndup(line, end);
            check_line(check, wanted, "RESULT", NOWHERE,
                       "the status is $? of the line in bash");
            free(wanted);
        }
        line += end + (line[end] == '\n');
    }
}

static void demand_like_bash(struct check *check, const char *script)
{
    size_t length;
    char *statuses, *expected = bash_says(script, &length, &statuses);
    struct scene scene = { .arguments = { "1.7" },
                           .input = script,
                           .input_length = strlen(script),
                           .ends_in_reverse = true };
    check_play(check, &scene);
    check_output(check, expected, length);
    demand_statuses(check, statuses);
    check_no_stray_copy(check);
    check_all_reaped(check);
    check_stages_clean(check);
    free(expected);
    free(statuses);
}

Test(ex_1_7, words_and_statuses)
{
    struct check *check = check_begin("1.7", "words_and_statuses", &in_shell);
    demand_like_bash(check, "echo one  two\n"
                            "echo 'a  b' \"c | d\" e\\ f\n"
                            "sh -c 'exit 3'\n"
                            "no-such-program x\n"
                            "/usr\n"
                            "sh -c 'kill -9 $$'\n"
                            "\n"
                            "true\n");
    cr_assert(check_end(check));
}

/* A few lines of stages and files drawn from the seed. No line reads the file
 * that it writes: in bash, too, it would be chance what it finds there. */
static char *some_lines(struct check *check, int count)
{
    static const char *const sources[] = { "seq 30", "echo b a c",
                                           "printf '3\\n1\\n2\\n'",
                                           "cat < data" };
    static const char *const filters[] = { "sort",      "cat",
                                           "wc -l",     "tr a-z A-Z",
                                           "head -n 2", "grep -v 1" };
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    cr_assert(stream != NULL);
    (void)fputs("seq 3 > data\necho start > more\n", stream);
    for (int i = 0; i < count; i++) {
        (void)fputs(sources[check_random(check, 4)], stream);
        for (unsigned n = check_random(check, 3); n > 0; n--)
            (void)fprintf(stream, " | %s", filters[check_random(check, 6)]);
        if (check_random(check, 3) == 0)
            (void)fprintf(stream, " %s more",
                          check_random(check, 2) ? ">>" : "> ");
        (void)fputc('\n', stream);
    }
    (void)fputs("cat < more\n", stream);
    (void)fclose(stream);
    return text;
}

Test(ex_1_7, pipes_and_files)
{
    struct check *check = check_begin("1.7", "pipes_and_files", &in_shell);
    demand_like_bash(check, "seq 5 | sort -r | head -n 2 > out\n"
                            "cat < out\n"
                            "echo more >> out\n"
                            "wc -l < out | cat\n"
                            "cat < no-such-file\n"
                            "yes | head -n 1\n");
    cr_assert(check_end(check));
}

Test(ex_1_7, drawn_lines)
{
    struct check *check = check_begin("1.7", "drawn_lines", &in_shell);
    char *lines = some_lines(check, 8);
    demand_like_bash(check, lines);
    free(lines);
    cr_assert(check_end(check));
}

Test(ex_1_7, change_directory)
{
    struct check *check = check_begin("1.7", "change_directory", &in_shell);
    struct scene scene = { .arguments = { "1.7" },
                           .input = "cd /usr\npwd\n",
                           .input_length = 12 };
    struct run *run = check_play(check, &scene);
    check_output_as(check, "/usr\n", 5, "PROC-10", place_of_fork(run, 1),
                    "a child has a working directory of its own; the shell "
                    "itself did not move");
    cr_assert(check_end(check));
}

/* Each line comes when everything before it has come to rest. */
Test(ex_1_7, background)
{
    struct check *check = check_begin("1.7", "background", &in_shell);
    struct scene scene = {
        .arguments = { "1.7" },
        .input_pipe = true,
        .steps = { { STEP_FEED, "mkfifo gate\n", 0, 0 },
                   { STEP_FEED, "cat gate | cat &\n", 0, 0 },
                   { STEP_FEED, "echo meanwhile | cat\n", 0, 0 },
                   { STEP_FEED, "echo through > gate\n", 0, 0 },
                   { STEP_FEED, "true\n", 0, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    check_play(check, &scene);
    check_output(check, "meanwhile\nthrough\n", 18);
    check_stages_clean(check);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_7, many_lines)
{
    struct check *check = check_begin("1.7", "many_lines", &in_shell);
    struct scene scene = {
        .arguments = { "1.7" },
        .input = "true > a\ntrue < a | true\ntrue > a\ntrue < a | true\n"
                 "true > a\ntrue < a | true\ntrue > a\ntrue < a | true\n",
    };
    scene.input_length = strlen(scene.input);
    struct run *run = check_play(check, &scene);
    check_all_reaped(check);
    check_that(check, run->descriptors_left < 4, "LEFT", NOWHERE,
               "descriptors grow line by line",
               text_of("after 8 lines the shell holds %d descriptors that it "
                       "did not have before",
                       run->descriptors_left),
               text_of("close in the shell what only a child needs"));
    cr_assert(check_end(check));
}
