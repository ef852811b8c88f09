/* print_exercise.c - one exercise in full, a block for each finding.
 *
 *   ✗ 1.3 left | right                                                    3/6
 *       tried     make run ...
 *       again     make check EX=1.3 SEED=7
 *       happened  what was seen
 *       cause     why
 *       look at   pipes.c:259, if no word has said it yet
 *       rule      what always holds                                [PIPE-02]
 *       read      where to read more
 *       see it    make replay FILE=... */
#include "report/print.h"

#include "report/rules.h"
#include "report/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- one finding in full ---- */

static void put_rule(const struct printer *p, const struct finding *finding)
{
    const struct rule *rule = rule_find(finding->code);
    int code = (int)strlen(finding->code) + 2;

    if (!rule)
        return;
    int column = print_label(p, "rule", rule->rule);
    if (column + 2 + code > PRINT_WIDTH) {
        (void)fputc('\n', p->out);
        column = 0;
    }
    print_blanks(p, PRINT_WIDTH - code - column);
    (void)fprintf(p->out, "[%s]\n", finding->code);
    print_line(p, "read", rule->read ? rule->read : p->report->handout);
}

/* Where to look, unless the words above have said it. */
static void put_place(const struct printer *p, const struct finding *finding)
{
    char *place = finding->file && finding->line > 0
                      ? text_format("%s:%d", finding->file, finding->line)
                      : NULL;

    if (place && !strstr(finding->happened, place) &&
        !strstr(finding->cause, place))
        print_line(p, "look at", place);
    free(place);
}

void print_finding(const struct printer *p, const struct finding *finding)
{
    if (*finding->happened)
        print_line(p, "happened", finding->happened);
    else
        print_line(p, "happened", finding->title);
    if (*finding->cause)
        print_line(p, "cause", finding->cause);
    put_place(p, finding);
    put_rule(p, finding);
    if (finding->record && p->style.records) {
        char *command = text_format("make replay FILE=%s/%s", p->style.records,
                                    finding->record);
        print_command(p, "see it", command ? command : "");
        free(command);
    }
}

static void put_again(const struct printer *p, const char *exercise)
{
    const char *more = p->style.again ? p->style.again : "";
    char *command = text_format("make check EX=%s SEED=%llu%s", exercise,
                                (unsigned long long)p->report->seed, more);

    print_command(p, "again", command ? command : "");
    free(command);
}

const struct finding *print_first_error(const struct test *test)
{
    for (int i = 0; i < test->findings.count; i++)
        if (!test->findings.items[i].remark)
            return &test->findings.items[i];
    return NULL;
}

/* What was already shown, so that one cause is told once. */
struct shown {
    const struct finding *findings[PRINT_FINDINGS];
    int count;
    int hidden; /* tests that failed for other causes */
    char *also; /* names of tests that failed for a cause shown */
};

/* Two findings without a line may have two causes. */
static bool is_same(const struct finding *left, const struct finding *right)
{
    return left->file && right->file && left->line > 0 &&
           left->line == right->line && strcmp(left->code, right->code) == 0 &&
           strcmp(left->file, right->file) == 0;
}

static bool was_shown(const struct shown *shown, const struct finding *finding)
{
    for (int i = 0; i < shown->count; i++)
        if (shown->findings[i] && is_same(shown->findings[i], finding))
            return true;
    return false;
}

static void add_also(struct shown *shown, const char *name)
{
    char *longer =
        shown->also ? text_format("%s, %s", shown->also, name) : strdup(name);

    free(shown->also);
    shown->also = longer;
}

/* A test that failed without a finding. */
static void put_bare(const struct printer *p, const struct test *test)
{
    char *text = text_format("%s: %s", test->name, status_name(test->status));

    print_line(p, "happened", text ? text : test->name);
    free(text);
}

static void begin_test(const struct printer *p, const char *exercise,
                       const struct test *test, const struct shown *shown)
{
    if (shown->count > 0)
        (void)fputc('\n', p->out);
    if (*test->tried)
        print_command(p, "tried", test->tried);
    put_again(p, exercise);
}

static void put_failure(const struct printer *p, const char *exercise,
                        const struct test *test, struct shown *shown)
{
    const struct finding *first = print_first_error(test);
    bool begun = false;

    if (first && was_shown(shown, first)) {
        add_also(shown, test->name);
        return;
    }
    if (shown->count >= PRINT_FINDINGS) {
        shown->hidden++;
        return;
    }
    for (int i = 0; i < test->findings.count; i++) {
        const struct finding *finding = &test->findings.items[i];

        if (finding->remark || shown->count >= PRINT_FINDINGS ||
            was_shown(shown, finding))
            continue;
        if (!begun)
            begin_test(p, exercise, test, shown);
        begun = true;
        print_finding(p, finding);
        shown->findings[shown->count++] = finding;
    }
    if (!first) {
        begin_test(p, exercise, test, shown);
        put_bare(p, test);
        shown->findings[shown->count++] = NULL;
    }
}

static void put_others(const struct printer *p, const char *exercise,
                       const struct shown *shown)
{
    if (shown->also) {
        char *text = text_format("the same cause in %s", shown->also);

        print_line(p, "also", text ? text : shown->also);
        free(text);
    }
    if (shown->hidden > 0)
        (void)fprintf(p->out,
                      "    %d more test%s of %s failed; the first "
                      "causes often explain them.\n",
                      shown->hidden, shown->hidden == 1 ? "" : "s", exercise);
}

/* ---- one exercise in full ---- */

static void put_gap(const struct printer *p, const struct exercise *exercise)
{
    const struct finding *gap = NULL;
    char *text;

    for (int i = 0; i < exercise->test_count && !gap; i++)
        if (exercise->tests[i].status == STATUS_NOT_WRITTEN)
            gap = print_first_error(&exercise->tests[i]);
    (void)fputs("    Still to be written. Begin here:\n", p->out);
    if (gap && gap->file && gap->line) {
        bool named = strncmp(gap->title, "TODO(", 5) == 0;

        text = text_format("%s%s, line %d: %s%s",
                           p->style.sources ? p->style.sources : "", gap->file,
                           gap->line, named ? "" : "look for TODO(",
                           named ? gap->title : exercise->id);
        print_line(p, "open", text ? text : gap->file);
        free(text);
    }
    print_line(p, "read", p->report->handout);
    text = text_format("make hint EX=%s", exercise->id);
    print_command(p, "hint", text ? text : "");
    free(text);
    text = text_format("make check EX=%s%s", exercise->id,
                       p->style.again ? p->style.again : "");
    print_command(p, "then", text ? text : "");
    free(text);
}

void print_exercise(const struct printer *p, const struct exercise *exercise)
{
    struct shown shown = { .count = 0 };

    (void)fputc('\n', p->out);
    int column = print_mark(p, print_mark_of(exercise->status));
    column += print_text(p, exercise->id) + 1;
    (void)fputc(' ', p->out);
    print_column(p, exercise->title, PRINT_WIDTH - column - PRINT_COST);
    print_cost(p, exercise->points, exercise->max);
    (void)fputc('\n', p->out);
    if (exercise->status == STATUS_NOT_WRITTEN) {
        put_gap(p, exercise);
        return;
    }
    for (int i = 0; i < exercise->test_count; i++) {
        const struct test *test = &exercise->tests[i];

        if (test->status != STATUS_PASS && test->status != STATUS_INFRA &&
            test->status != STATUS_NOT_WRITTEN)
            put_failure(p, exercise->id, test, &shown);
    }
    put_others(p, exercise->id, &shown);
    free(shown.also);
}
