/* diagnostics.c - reads lines like these:
 *
 *   pipes.c:57:5: error: expected ';' before 'return'
 *   /usr/bin/ld: /tmp/ccXyz.o: in function `f':
 *   ./pipes.c:60: undefined reference to `g'
 *
 * Paths of the machine and names of temporary files are left out, so that the
 * same submission gives the same report. */
#include "check/diagnostics.h"

#include "report/kit.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { WARNINGS_MAX = 10 };

struct message {
    bool is_error;
    char *file; /* plain name, or NULL */
    int line;
    char *text;
};

/* "…/pipes.c:57:5: …" gives pipes.c and 57; only names of C files. */
static void read_place(struct message *message, const char *line,
                       const char *end)
{
    const char *colon = line;

    while ((colon = memchr(colon, ':', (size_t)(end - colon))) != NULL) {
        const char *name = colon;

        while (name > line && !strchr("/ \t(:", name[-1]))
            name--;
        if (colon - name > 2 && colon[-2] == '.' &&
            (colon[-1] == 'c' || colon[-1] == 'h')) {
            message->file = strndup(name, (size_t)(colon - name));
            message->line = (int)strtol(colon + 1, NULL, 10);
            return;
        }
        colon++;
    }
}

static bool is_linker_error(const char *text)
{
    return strncmp(text, "undefined reference", 19) == 0 ||
           strncmp(text, "multiple definition", 19) == 0;
}

/* Finds what kind of line it is. False: one that only explains another. */
static bool read_message(struct message *message, const char *line)
{
    static const struct {
        const char *word;
        bool is_error;
    } words[] = { { " fatal error: ", true },
                  { " error: ", true },
                  { " warning: ", false },
                  { ": undefined reference", true },
                  { ": multiple definition", true } };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *found = strstr(line, words[i].word);

        if (!found)
            continue;
        const char *text = strchr(found, words[i].word[0] == ':' ? ' ' : ':');
        text += strspn(text, ": ");
        size_t length = strlen(text);
        if (is_linker_error(text) && strchr(text, ';'))
            length = strcspn(text, ";"); /* a temporary file's name follows */
        *message = (struct message){ .is_error = words[i].is_error,
                                     .text = strndup(text, length) };
        if (message->text)
            read_place(message, line, found + 1);
        return message->text != NULL;
    }
    return false;
}

static void replace(char **place, char *text)
{
    free(*place);
    *place = text;
}

static void add_warning(struct findings *findings,
                        const struct message *message)
{
    struct finding *finding = report_add(findings, "COMPILE");

    if (!finding)
        return;
    finding->remark = true;
    replace(&finding->title, kit_path("the compiler warns"));
    replace(&finding->happened, kit_path("%s", message->text));
    finding->line = message->line;
    if (message->file)
        replace(&finding->file, kit_path("%s", message->file));
}

/* The text of a line of the student's, without blanks at its ends; or NULL. */
static char *line_of(const struct submission *submission, const char *file,
                     int number)
{
    for (int i = 0; i < submission->file_count; i++) {
        const char *at = submission->files[i].data;

        if (strcmp(submission->files[i].name, file) != 0)
            continue;
        while (--number > 0 && (at = strchr(at, '\n')) != NULL)
            at++;
        if (!at)
            return NULL;
        at += strspn(at, " \t");
        int length = (int)strcspn(at, "\r\n");
        return length ? kit_path("%.*s", length < 120 ? length : 120, at)
                      : NULL;
    }
    return NULL;
}

static void describe(struct finding *finding, const struct message *first,
                     int errors, const struct submission *submission)
{
    char *line = NULL;

    if (first->file) {
        replace(&finding->file, kit_path("%s", first->file));
        finding->line = first->line;
        line = line_of(submission, first->file, first->line);
    }
    char *where = first->file
                      ? first->line
                            ? kit_path(" in %s:%d", first->file, first->line)
                            : kit_path(" in %s", first->file)
                      : kit_path("%s", "");
    replace(&finding->happened,
            errors == 1 ? kit_path("one error%s: %s", where, first->text)
                        : kit_path("%d errors, the first%s: %s", errors, where,
                                   first->text));
    if (strncmp(first->text, "undefined reference", 19) == 0)
        replace(&finding->cause,
                kit_path("no file defines it: is the name the one in the "
                         "header?"));
    else if (strncmp(first->text, "multiple definition", 19) == 0)
        replace(&finding->cause,
                kit_path("two files define it: take yours out, or make it "
                         "static"));
    else if (line)
        replace(&finding->cause, kit_path("line %d is: %s", first->line, line));
    free(line);
    free(where);
}

/* The compiler itself was ended, or met one of its limits: which; or NULL. The
 * output is still in one piece. */
static const char *limit_reached(const struct outcome *outcome)
{
    const char *output = outcome->output;

    if (outcome->timed_out)
        return "the compiler did not come to an end within 30 s";
    if (strstr(output, "CPU time") || strstr(output, "Killed signal") ||
        (WIFSIGNALED(outcome->status) &&
         (WTERMSIG(outcome->status) == SIGXCPU ||
          WTERMSIG(outcome->status) == SIGKILL)))
        return "the compiler needs more than 10 s of computing for this";
    if (strstr(output, "File size limit") ||
        strstr(output, "final link failed"))
        return "the program would be larger than 64 MiB";
    if (strstr(output, "out of memory") || strstr(output, "memory exhausted"))
        return "the compiler needs more than 1 GiB of memory for this";
    return NULL;
}

void diagnostics_read(struct findings *findings, const struct outcome *outcome,
                      const struct submission *submission, bool compiled)
{
    struct message first = { 0 };
    const char *limit = compiled ? NULL : limit_reached(outcome);
    int errors = 0, warnings = 0;
    char *rest;
    struct finding *failure = NULL;

    if (!compiled && (failure = report_add(findings, "COMPILE")) == NULL)
        return;
    for (char *line = strtok_r(outcome->output, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        struct message message = { .line = 0 };

        if (!read_message(&message, line))
            continue;
        if (compiled && !message.is_error && warnings++ < WARNINGS_MAX)
            add_warning(findings, &message);
        if (message.is_error && errors++ == 0) {
            first = message;
        } else {
            free(message.file);
            free(message.text);
        }
    }
    if (failure) {
        replace(&failure->title, kit_path("It does not compile"));
        if (limit)
            replace(&failure->happened, kit_path("%s", limit));
        else if (errors > 0)
            describe(failure, &first, errors, submission);
        else
            replace(&failure->happened, kit_path("the compiler gave up"));
    }
    free(first.file);
    free(first.text);
}
