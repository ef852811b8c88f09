/* print_parts.c - marks, columns, wrapped lines, commands. */
#include "report/print.h"

#include "report/text.h"

#include <stdlib.h>
#include <string.h>

void print_colour(const struct printer *p, enum colour colour)
{
    if (p->style.colour)
        (void)fprintf(p->out, colour ? "\033[%dm" : "\033[0m", (int)colour);
}

int print_mark(const struct printer *p, enum mark mark)
{
    static const char *const signs[] = { "✓", "✗", "·" };
    static const char *const plain[] = { "ok", "!!", ".." };
    static const enum colour colours[] = { BLUE, RED, YELLOW };

    print_colour(p, colours[mark]);
    (void)fputs(p->style.utf8 ? signs[mark] : plain[mark], p->out);
    print_colour(p, PLAIN);
    (void)fputc(' ', p->out);
    return p->style.utf8 ? 2 : 3;
}

int print_text(const struct printer *p, const char *text)
{
    char *clean = text_clean(text, p->style.utf8);
    int columns = clean ? text_columns(clean) : 0;

    (void)fputs(clean ? clean : "(out of memory)", p->out);
    free(clean);
    return columns;
}

void print_blanks(const struct printer *p, int count)
{
    (void)fprintf(p->out, "%*s", count > 0 ? count : 0, "");
}

void print_column(const struct printer *p, const char *text, int width)
{
    char *clean = text_clean(text, p->style.utf8);
    int columns = clean ? text_columns(clean) : 0;
    const char *at = clean;

    if (!clean)
        return;
    if (columns > width) {
        for (int left = width - 3; left > 0; left--)
            do
                (void)fputc(*at++, p->out);
            while (((unsigned char)*at & 0xc0) == 0x80);
        (void)fputs("...", p->out);
    } else {
        (void)fputs(clean, p->out);
        print_blanks(p, width - columns);
    }
    free(clean);
}

static void begin_label(const struct printer *p, const char *label)
{
    (void)fputs("    ", p->out);
    print_colour(p, BOLD);
    (void)fprintf(p->out, "%-*s", PRINT_LABEL - 4, label);
    print_colour(p, PLAIN);
}

int print_label(const struct printer *p, const char *label, const char *text)
{
    char *clean = text_clean(text, p->style.utf8);

    begin_label(p, label);
    int column = text_wrap(p->out, clean ? clean : "", PRINT_LABEL, PRINT_LABEL,
                           PRINT_WIDTH);
    free(clean);
    return column;
}

void print_line(const struct printer *p, const char *label, const char *text)
{
    (void)print_label(p, label, text);
    (void)fputc('\n', p->out);
}

void print_command(const struct printer *p, const char *label,
                   const char *command)
{
    char *clean = text_clean(command, p->style.utf8);
    char *cut = NULL;

    begin_label(p, label);
    if (clean && text_columns(clean) > PRINT_WIDTH - PRINT_LABEL &&
        !(cut = strstr(clean, " ARGS=")))
        cut = strstr(clean, " FILE=");
    if (cut)
        *cut = '\0';
    (void)fputs(clean ? clean : "", p->out);
    if (cut)
        (void)fprintf(p->out, " \\\n%*s%s", PRINT_LABEL + 2, "", cut + 1);
    (void)fputc('\n', p->out);
    free(clean);
}

void print_paragraph(const struct printer *p, const char *text)
{
    char *clean = text_clean(text, p->style.utf8);

    (void)text_wrap(p->out, clean ? clean : "", 0, 0, PRINT_WIDTH);
    (void)fputc('\n', p->out);
    free(clean);
}

void print_cost(const struct printer *p, int points, int max)
{
    char cost[32];

    (void)snprintf(cost, sizeof cost, "%d/%d", points, max);
    (void)fprintf(p->out, "%*s", PRINT_COST, cost);
}

enum mark print_mark_of(enum status status)
{
    if (status == STATUS_PASS)
        return MARK_RIGHT;
    return status == STATUS_NOT_WRITTEN || status == STATUS_NOT_RUN ||
                   status == STATUS_INFRA
               ? MARK_OPEN
               : MARK_WRONG;
}
