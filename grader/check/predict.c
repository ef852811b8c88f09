/* predict.c - asks, runs, and lets the run say who was right. */
#include "check/predict.h"

#include "check/command.h"
#include "report/text.h"

#include <err.h>
#include <langinfo.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WIDTH = 80,
    INDENT = 2,
    BRAKE_SECONDS = 30, /* a run that waits for somebody outside */
    OUTPUT_BYTES = 8 << 20,
    STILL_TO_BE_WRITTEN = 38, /* ENOSYS, as every main.c says it */
    LINES_SHOWN = 3
};

static void print(const char *label, const char *text)
{
    char *clean = text_clean(text, strcmp(nl_langinfo(CODESET), "UTF-8") == 0);
    int column = INDENT + (int)strlen(label);
    printf("%*s%s", INDENT, "", label);
    (void)text_wrap(stdout, clean ? clean : "", column, column, WIDTH);
    putchar('\n');
    free(clean);
}

/* ---- the question ---- */

static void print_question(const struct lab_exercise *exercise)
{
    const struct lab_prediction *prediction = exercise->prediction;
    printf("%s %s\n\n", exercise->id, exercise->title);
    print("", prediction->question);
    putchar('\n');
    for (int i = 0; i < prediction->choice_count; i++) {
        char label[8] = { ' ', ' ', (char)('a' + i), ' ', ' ', '\0' };
        print(label, prediction->choices[i].text);
    }
}

/* The number of the chosen answer; -1: none. *over at the end of the input. */
static int read_answer(int count, bool *over)
{
    char *line = NULL;
    size_t room = 0;
    int answer = -1;
    for (bool asking = true; asking;) {
        printf("\n  Your answer, a to %c (Enter: I do not know): ",
               'a' + count - 1);
        (void)fflush(stdout);
        *over = getline(&line, &room, stdin) == -1;
        const char *said = *over ? "" : line + strspn(line, " \t");
        size_t length = strcspn(said, " \t\n");
        int chosen = said[0] - 'a';
        if (length == 1 && chosen >= 0 && chosen < count)
            answer = chosen;
        asking = length > 0 && answer == -1;
    }
    printf("%s", *over ? "\n\n" : "\n");
    free(line);
    return answer;
}

/* ---- the run ---- */

static void run(const struct kit *kit, const struct lab_prediction *prediction,
                const char *program, struct outcome *outcome)
{
    char *viewer = kit_path("%s/ipcviz", kit->build);
    char *folder = kit_path("%s", program);
    *strrchr(folder, '/') = '\0'; /* an absolute path: see predict_ask */
    char *script =
        kit_path("exec \"$0\" --plain -- \"$1\" %s", prediction->run);
    char *const argv[] = { "/bin/sh",       "-c", script, viewer,
                           (char *)program, NULL };
    char *const environment[] = { "PATH=/usr/local/bin:/usr/bin:/bin",
                                  "LANG=C.UTF-8", NULL };
    struct command command = { .argv = argv,
                               .environment = environment,
                               .directory = folder,
                               .wall_seconds = BRAKE_SECONDS,
                               .output_bytes = OUTPUT_BYTES };
    if (command_run(&command, outcome) == -1)
        err(2, "%s", viewer);
    if (WIFEXITED(outcome->status) && WEXITSTATUS(outcome->status) == 2)
        errx(2, "ipcviz could not show the run: %.200s", outcome->output);
    free(folder);
    free(viewer);
    free(script);
}

/* Prints the first lines that match (or counts only). Returns how many do. */
static int matching_lines(const char *output, const char *expression, bool tell)
{
    regex_t compiled;
    int found = 0;
    if (regcomp(&compiled, expression, REG_EXTENDED | REG_NOSUB) != 0)
        return 0; /* lab.ini was checked: memory is short */
    char *text = strdup(output);
    for (char *rest = text, *line; (line = strsep(&rest, "\n"));)
        if (regexec(&compiled, line, 0, NULL, 0) == 0 &&
            found++ < LINES_SHOWN && tell)
            print("  ", line);
    free(text);
    regfree(&compiled);
    return found;
}

static bool is_unwritten(const char *output)
{
    return strstr(output, "is still to be written") != NULL;
}

/* The one answer that the run shows; -1: none of them, or not only one. */
static int shown_answer(const struct lab_prediction *prediction,
                        const char *output)
{
    int shown = -1, answers = 0;
    for (int i = 0; i < prediction->choice_count; i++)
        if (matching_lines(output, prediction->choices[i].shows, false) > 0) {
            shown = i;
            answers++;
        }
    return answers == 1 ? shown : -1;
}

/* ---- the answer ---- */

/* As it must be typed inside "...": a shell would put its own pid for $$. */
static char *inside_quotes(const char *text)
{
    char *quoted = malloc(2 * strlen(text) + 1), *to = quoted;
    for (; quoted && *text; text++) {
        if (strchr("\"\\$`", *text))
            *to++ = '\\';
        *to++ = *text;
    }
    if (quoted)
        *to = '\0';
    return quoted;
}

static void print_command(const char *verb, const char *lab,
                          const struct lab_prediction *prediction)
{
    char *run = inside_quotes(prediction->run);
    char *typed = text_format("make %s LAB=%.*s ARGS=\"%s\"", verb,
                              (int)strcspn(lab, "-"), lab, run ? run : "");
    print("", typed ? typed : "");
    free(run);
    free(typed);
}

static bool tell(const char *lab, const struct lab_exercise *exercise,
                 const struct outcome *outcome, int answer)
{
    const struct lab_prediction *prediction = exercise->prediction;
    int shown = shown_answer(prediction, outcome->output);
    print_command("run", lab, prediction);
    if (shown == -1) {
        print("", is_unwritten(outcome->output)
                      ? "That exercise is still to be written; ask again when "
                        "it works."
                      : "Your program shows none of these answers, or several. "
                        "Does the exercise get full points?");
        return false;
    }
    (void)matching_lines(outcome->output, prediction->choices[shown].shows,
                         true);
    const char *said = answer == shown ? "You were right."
                       : answer == -1  ? "Now you know."
                                       : "Not what you said.";
    char *line = text_format("%s It is %c, %s.", said, 'a' + shown,
                             prediction->choices[shown].text);
    putchar('\n');
    print("", line ? line : "");
    free(line);
    print("", prediction->why);
    putchar('\n');
    print_command("show", lab, prediction);
    return true;
}

int predict_ask(const struct kit *kit, const char *name, const char *only,
                const char *built)
{
    char *program = realpath(built, NULL);
    struct lab *lab = kit_load_lab(kit, name);
    int asked = 0, right = 0, undecided = 0;
    bool over = false;
    if (!program)
        err(2, "%s", built);
    for (int i = 0; i < lab->exercise_count; i++) {
        const struct lab_exercise *exercise = &lab->exercises[i];
        struct outcome outcome = { .output = NULL };
        if (!exercise->prediction || (only && strcmp(only, exercise->id) != 0))
            continue;
        printf("%s", asked++ ? "\n" : "");
        print_question(exercise);
        int answer =
            over ? -1 : read_answer(exercise->prediction->choice_count, &over);
        run(kit, exercise->prediction, program, &outcome);
        bool told = tell(name, exercise, &outcome, answer);
        right += told &&
                 answer == shown_answer(exercise->prediction, outcome.output);
        undecided += !told;
        free(outcome.output);
    }
    if (asked == 0)
        errx(2, "%s has no question to guess at", only ? only : name);
    printf("\n%d of %d guessed right.\n", right, asked);
    lab_free(lab);
    free(program);
    return undecided > 0;
}
