/* print.c - what a student reads: an overview, then one exercise in full.
 *
 *   Lab 01-pipes: Pipes                                        6/14 points
 *   ✓ 1.1  One child, one pipe              6/6
 *   ✗ 1.3  left | right                     0/6   wc never sees end-of-file
 *   · 1.4  A pipeline of any length         0/2   still to be written
 *
 *   ✗ 1.3 left | right                                                 0/6
 *       tried     make run ...
 *       happened  ...                 one block for each finding, three at most
 *
 * Everything at once would be too much to read, and the later exercises often
 * fail for the reason of the first. */
#include "report/print.h"

#include "report/text.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ID_WIDTH = 5, TITLE_WIDTH = 33 };

struct text_style text_style_for(FILE *out)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    return (struct text_style){
        .utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
        .colour = isatty(fileno(out)) && !(no_colour && *no_colour) &&
                  terminal && strcmp(terminal, "dumb") != 0
    };
}

/* ---- the overview ---- */

static const char *short_cause(const struct exercise *exercise)
{
    if (exercise->status == STATUS_PASS)
        return "";
    if (exercise->status == STATUS_INFRA)
        return "not checked: a fault of the kit";
    if (exercise->status == STATUS_COMPILE)
        return "";
    if (exercise->status == STATUS_NOT_RUN)
        return "not checked";
    for (int i = 0; i < exercise->test_count; i++) {
        const struct test *test = &exercise->tests[i];
        const struct finding *finding = print_first_error(test);

        if (test->status == exercise->status)
            return finding && *finding->title ? finding->title
                                              : status_name(test->status);
    }
    return status_name(exercise->status);
}

/* The short cause takes what is left of the line, and no blanks behind it. */
static void put_cause(const struct printer *p, const char *cause, int room)
{
    char *clean = text_clean(cause, p->style.utf8);
    int columns = clean ? text_columns(clean) : 0;

    if (columns > 0) {
        (void)fputs("  ", p->out);
        print_column(p, cause, columns < room ? columns : room);
    }
    (void)fputc('\n', p->out);
    free(clean);
}

static void put_overview(const struct printer *p)
{
    for (int i = 0; i < p->report->exercise_count; i++) {
        const struct exercise *exercise = &p->report->exercises[i];
        int column = print_mark(p, print_mark_of(exercise->status));

        print_column(p, exercise->id, ID_WIDTH);
        print_column(p, exercise->title, TITLE_WIDTH);
        if (exercise->status == STATUS_INFRA)
            (void)fprintf(p->out, "%*s", PRINT_COST, "-");
        else
            print_cost(p, exercise->points, exercise->max);
        column += ID_WIDTH + TITLE_WIDTH + PRINT_COST + 2;
        put_cause(p, short_cause(exercise), PRINT_WIDTH - column);
    }
}

/* ---- what belongs to no exercise ---- */

static void put_compile(const struct printer *p)
{
    const struct findings *compile = &p->report->compile;

    for (int i = 0; i < compile->count; i++) {
        const struct finding *finding = &compile->items[i];

        if (finding->remark)
            continue;
        (void)fputc('\n', p->out);
        (void)print_mark(p, MARK_WRONG);
        (void)print_text(p, finding->title);
        (void)fputc('\n', p->out);
        print_finding(p, finding);
    }
}

static void put_remark(const struct printer *p, const struct finding *finding)
{
    char *where = finding->file && finding->line
                      ? text_format(" (%s:%d)", finding->file, finding->line)
                      : strdup("");
    char *text = text_format(
        "%s%s", *finding->happened ? finding->happened : finding->title,
        where ? where : "");
    print_line(p, finding->code, text ? text : finding->title);
    free(where);
    free(text);
}

static void put_remarks(const struct printer *p)
{
    const struct report *report = p->report;
    int count = 0;

    for (int i = -1; i < report->exercise_count; i++) {
        int tests = i < 0 ? 1 : report->exercises[i].test_count;

        for (int j = 0; j < tests; j++) {
            const struct findings *findings =
                i < 0 ? &report->compile
                      : &report->exercises[i].tests[j].findings;

            for (int k = 0; k < findings->count; k++) {
                if (!findings->items[k].remark)
                    continue;
                if (count++ == 0)
                    (void)fputs("\nRemarks (they cost nothing):\n", p->out);
                if (count <= PRINT_FINDINGS)
                    put_remark(p, &findings->items[k]);
            }
        }
    }
    if (count > PRINT_FINDINGS)
        (void)fprintf(p->out, "    and %d more\n", count - PRINT_FINDINGS);
}

/* The compiler may have seen what a failure without a cause leaves open. */
static bool remarks_explain(const struct printer *p)
{
    const struct exercise *wrong = NULL;
    bool warned = false;

    for (int i = 0; i < p->report->exercise_count && !wrong; i++)
        if (p->report->exercises[i].status != STATUS_PASS)
            wrong = &p->report->exercises[i];
    for (int i = 0; i < p->report->compile.count; i++)
        warned |= p->report->compile.items[i].remark;
    for (int i = 0; warned && wrong && i < wrong->test_count; i++) {
        const struct finding *first = print_first_error(&wrong->tests[i]);

        if (first && strcmp(first->code, "TODO") != 0)
            return !first->cause || !*first->cause;
    }
    return false;
}

static void put_infra(const struct printer *p)
{
    char *text = text_format("This is no score: %s. It says nothing about "
                             "your program. Try it again; if it stays, tell "
                             "your instructor.",
                             p->report->infra);

    (void)fputc('\n', p->out);
    print_paragraph(p, text ? text : "This is no score.");
    free(text);
}

static void put_isolation(const struct printer *p)
{
    const char *isolation = p->report->isolation;

    if (strncmp(isolation, "none: ", 6) != 0)
        return;
    char *text = text_format("Without a sandbox: %s.", isolation + 6);
    (void)fputc('\n', p->out);
    print_paragraph(p, text ? text : isolation);
    free(text);
}

static const struct exercise *first_wrong(const struct report *report)
{
    for (int i = 0; i < report->exercise_count; i++)
        if (report->exercises[i].status != STATUS_PASS)
            return &report->exercises[i];
    return NULL;
}

static void put_next(const struct printer *p)
{
    const struct report *report = p->report;
    const struct exercise *wrong = first_wrong(report);

    (void)fputc('\n', p->out);
    print_colour(p, BOLD);
    (void)fprintf(p->out, "%d of %d points", report->points, report->max);
    print_colour(p, PLAIN);
    if (!wrong)
        (void)fputs(report->exercise_count == 1
                        ? ". Well done! On to the next exercise."
                        : ". Well done, this lab is complete!",
                    p->out);
    else if (wrong->status == STATUS_COMPILE)
        (void)fputs(". Next: mend that line, then make check again.", p->out);
    else
        (void)fprintf(p->out, ". Next: %s. A hint: make hint EX=%s", wrong->id,
                      wrong->id);
    (void)fputc('\n', p->out);
}

void report_print(const struct report *report, const struct text_style *style,
                  FILE *out)
{
    struct printer printer = { .out = out, .style = *style, .report = report };
    const struct printer *p = &printer;

    print_colour(p, BOLD);
    (void)fputs("Lab ", out);
    int column = 6 + print_text(p, report->lab);
    (void)fputs(": ", out);
    column += print_text(p, report->title);
    print_colour(p, PLAIN);
    char *seed = text_format("seed %llu", (unsigned long long)report->seed);
    print_blanks(p, PRINT_WIDTH - column - (seed ? (int)strlen(seed) : 0));
    (void)fprintf(out, "%s\n", seed ? seed : "");
    free(seed);
    if (report->refused) {
        print_line(p, "refused", report->refused);
        return;
    }
    if (report->exercise_count > 1 || report->points == report->max)
        put_overview(p);
    put_compile(p);
    bool early = remarks_explain(p);
    if (early)
        put_remarks(p);
    for (int i = 0; i < report->exercise_count && !style->brief; i++) {
        const struct exercise *exercise = &report->exercises[i];

        if (exercise->status != STATUS_COMPILE &&
            exercise->status != STATUS_PASS &&
            exercise->status != STATUS_INFRA &&
            (exercise == first_wrong(report) ||
             (style->whole && exercise->status != STATUS_NOT_WRITTEN)))
            print_exercise(p, exercise);
    }
    if (!early)
        put_remarks(p);
    put_isolation(p);
    if (report->infra)
        put_infra(p);
    else
        put_next(p);
}
