/* gaps.c - reads C text just well enough: a function begins with a line in the
 * first column that holds a (, and ends with a } there. */
#include "check/gaps.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FUNCTIONS_MAX = 400 };

struct function {
    const struct handed_in *file;
    const char *name; /* not ended by NUL */
    size_t name_length;
    const char *body, *end;
    const char *todo; /* of its first unwritten gap, or NULL */
    bool reached;
};

struct functions {
    struct function items[FUNCTIONS_MAX];
    int count;
};

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* ---- the text ---- */

/* Behind blanks, comments and lines such as "(void)rfd;". */
static const char *skip_nothing(const char *at)
{
    for (;;) {
        const char *end = NULL;
        at += strspn(at, " \t\r\n");
        if (strncmp(at, "/*", 2) == 0 && (end = strstr(at, "*/")))
            at = end + 2;
        else if (strncmp(at, "//", 2) == 0)
            at += strcspn(at, "\n");
        else if (strncmp(at, "(void)", 6) == 0 && (end = strchr(at, ';')))
            at = end + 1;
        else
            return at;
    }
}

/* Does nothing stand behind this TODO but what the lab gave? */
static bool is_unwritten(const char *todo, const char *end)
{
    const char *behind = strstr(todo, "*/");
    return behind && behind < end &&
           strncmp(skip_nothing(behind + 2), "errno = ENOSYS", 14) == 0;
}

static const char *find_todo(const char *from, const char *end)
{
    const char *todo = strstr(from, "TODO(");
    return todo && todo < end ? todo : NULL;
}

static void add_function(struct functions *functions,
                         const struct handed_in *file, const char *line)
{
    const char *open = strpbrk(line, "(;=\n"), *end = strstr(line, "\n}");
    if (!open || *open != '(' || !end || functions->count == FUNCTIONS_MAX)
        return;
    const char *brace = strpbrk(open, "{;");
    if (!brace || *brace != '{' || brace > end)
        return;
    struct function function = { .file = file, .body = brace, .end = end };
    for (function.name = open;
         function.name > line && is_name(function.name[-1]); function.name--)
        function.name_length++;
    for (const char *todo = find_todo(brace, end); todo && !function.todo;
         todo = find_todo(todo + 1, end))
        if (is_unwritten(todo, end))
            function.todo = todo;
    if (function.name_length > 0)
        functions->items[functions->count++] = function;
}

static void read_functions(struct functions *functions,
                           const struct submission *submission)
{
    for (int i = 0; i < submission->file_count; i++) {
        const struct handed_in *file = &submission->files[i];
        for (const char *line = file->data; line && *line;) {
            if (isalpha((unsigned char)*line) || *line == '_')
                add_function(functions, file, line);
            line = strchr(line, '\n');
            line = line ? line + 1 : NULL;
        }
    }
}

/* ---- who calls whom ---- */

static bool calls(const struct function *caller, const struct function *callee)
{
    for (const char *at = caller->body; at < caller->end; at++) {
        if (strncmp(at, "/*", 2) == 0 && strstr(at, "*/")) {
            at = strstr(at, "*/");
            continue;
        }
        if (strncmp(at, callee->name, callee->name_length) == 0 &&
            !is_name(at[-1]) && at[callee->name_length] == '(')
            return true;
    }
    return false;
}

/* "1.1" has the part "1.1b" and the whole "1.1", not "1.10". */
static bool is_part_of(const char *todo, const char *exercise)
{
    const char *behind = todo + strlen("TODO(") + strlen(exercise);
    return strncmp(todo + strlen("TODO("), exercise, strlen(exercise)) == 0 &&
           !isdigit((unsigned char)*behind) && *behind != '.';
}

static bool has_part(const struct function *function, const char *exercise)
{
    for (const char *todo = find_todo(function->body, function->end); todo;
         todo = find_todo(todo + 1, function->end))
        if (is_part_of(todo, exercise))
            return true;
    return false;
}

static void reach(struct functions *functions, const char *exercise)
{
    for (int i = 0; i < functions->count; i++)
        functions->items[i].reached = has_part(&functions->items[i], exercise);
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < functions->count; i++)
            for (int j = 0; functions->items[i].reached && j < functions->count;
                 j++)
                if (!functions->items[j].reached &&
                    calls(&functions->items[i], &functions->items[j]))
                    more = functions->items[j].reached = true;
    }
}

bool gap_find(const struct submission *submission, const char *exercise,
              struct gap *gap)
{
    struct functions *functions = calloc(1, sizeof *functions);
    const struct function *found = NULL;
    if (!functions)
        return false;
    read_functions(functions, submission);
    reach(functions, exercise);
    for (int own = 1; own >= 0; own--)
        for (int i = 0; i < functions->count && !found; i++) {
            const struct function *function = &functions->items[i];
            if (function->reached && function->todo &&
                (!own || is_part_of(function->todo, exercise)))
                found = function;
        }
    if (found) {
        const char *id = found->todo + strlen("TODO(");
        size_t length = strcspn(id, ")\n");
        *gap = (struct gap){ .file = found->file->name, .line = 1 };
        if (length >= sizeof gap->id)
            length = sizeof gap->id - 1;
        memcpy(gap->id, id, length);
        for (const char *at = found->file->data; at < found->todo; at++)
            gap->line += *at == '\n';
    }
    free(functions);
    return found != NULL;
}
