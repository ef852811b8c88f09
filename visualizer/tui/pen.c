/* pen.c - text, bars and rules, clipped to their row. */
#include "tui/pen.h"

#include <curses.h>
#include <err.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

/* One terminal, so one of each; set by pen_setup. */
static bool wide; /* a UTF-8 locale */
static attr_t looks[STYLES];
static short pairs[STYLES];

static const char *const glyphs[2][GLYPHS] = {
    { "|- ", "`- ", "|  ", "-", "#", ".", ">", "->", "*" },
    { "├─ ", "└─ ", "│  ", "─", "█", "░", "…", "→", "●" },
};

void pen_setup(void)
{
    wide = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    looks[STYLE_STRONG] = A_BOLD;
    looks[STYLE_FAINT] = A_DIM;
    looks[STYLE_BAND] = A_REVERSE;
    looks[STYLE_WAITS] = A_NORMAL;
    looks[STYLE_STUCK] = A_BOLD;
    const char *no_color = getenv("NO_COLOR");
    if ((no_color && *no_color) || !has_colors() || start_color() == ERR)
        return;
    bool many = COLORS >= 256;
    (void)use_default_colors();
    (void)init_pair(1, many ? 33 : COLOR_BLUE, -1);
    (void)init_pair(2, many ? 178 : COLOR_YELLOW, -1);
    (void)init_pair(3, many ? 203 : COLOR_RED, -1);
    pairs[STYLE_RUNS] = 1;
    pairs[STYLE_WAITS] = 2;
    pairs[STYLE_STUCK] = 3;
    if (!many)
        looks[STYLE_RUNS] = A_BOLD; /* plain blue is hard to read on black */
}

const char *pen_glyph(enum glyph glyph)
{
    return glyphs[wide][glyph];
}

struct pen pen_at(int row, int column)
{
    return (struct pen){ .row = row, .column = column, .end = COLS };
}

/* One character of text, printable, and its columns; *text moves on. */
static wchar_t next_character(const char **text, int *columns)
{
    wchar_t character;
    mbstate_t state = { 0 };
    if (**text >= ' ' && **text <= '~') { /* nearly all of them */
        *columns = 1;
        return (wchar_t) * (*text)++;
    }
    size_t used = mbrtowc(&character, *text, MB_CUR_MAX, &state);
    if (used == (size_t)-1 || used == (size_t)-2 || used == 0) {
        character = L'?';
        used = 1;
    }
    *text += used;
    *columns = iswprint((wint_t)character) ? wcwidth(character) : -1;
    if (*columns < 0) {
        character = L'?';
        *columns = 1;
    }
    return character;
}

int pen_columns(const char *text)
{
    int total = 0, columns;
    while (*text) {
        (void)next_character(&text, &columns);
        total += columns;
    }
    return total;
}

static void pen_put(struct pen *pen, const char *text, int limit)
{
    int columns;
    (void)move(pen->row, pen->column);
    while (*text) {
        wchar_t character = next_character(&text, &columns);
        if (pen->column + columns > limit)
            return;
        (void)addnwstr(&character, 1);
        pen->column += columns;
    }
}

static void look(enum style style)
{
    (void)attr_set(looks[style], pairs[style], NULL);
}

void pen_text(struct pen *pen, enum style style, const char *format, ...)
{
    va_list list;
    char *text;
    va_start(list, format);
    if (vasprintf(&text, format, list) == -1)
        err(1, "vasprintf");
    va_end(list);
    look(style);
    if (pen->column + pen_columns(text) <= pen->end) {
        pen_put(pen, text, pen->end);
    } else if (pen->column < pen->end) {
        pen_put(pen, text, pen->end - 1);
        pen_put(pen, pen_glyph(GLYPH_MORE), pen->end);
        pen->column = pen->end;
    }
    (void)attr_set(A_NORMAL, 0, NULL);
    free(text);
}

void pen_move(struct pen *pen, int column)
{
    pen_text(pen, STYLE_PLAIN, " ");
    while (pen->column < column && pen->column < pen->end)
        pen_text(pen, STYLE_PLAIN, " ");
}

void pen_blank(struct pen *pen, enum style style)
{
    look(style);
    while (pen->column < pen->end)
        pen_put(pen, " ", pen->end);
    (void)attr_set(A_NORMAL, 0, NULL);
}

void pen_fill(struct pen *pen, enum style style, enum glyph glyph)
{
    look(style);
    while (pen->column < pen->end)
        pen_put(pen, pen_glyph(glyph), pen->end);
    (void)attr_set(A_NORMAL, 0, NULL);
}

void pen_bar(struct pen *pen, int columns, int64_t part, int64_t whole)
{
    int inside = columns - 2, full = 0;
    if (whole > 0 && part > 0)
        full = part >= whole ? inside : (int)(part * inside / whole);
    if (full == 0 && part > 0)
        full = 1; /* a little is not nothing */
    pen_text(pen, STYLE_PLAIN, "[");
    for (int i = 0; i < inside; i++) {
        look(i < full ? STYLE_RUNS : STYLE_FAINT);
        pen_put(pen, pen_glyph(i < full ? GLYPH_FULL : GLYPH_EMPTY), pen->end);
    }
    pen_text(pen, STYLE_PLAIN, "]");
}

size_t pen_wrap(const char *text, int columns, const char **next)
{
    const char *at = text, *blank = NULL;
    int used = 0, width;
    while (*at) {
        const char *here = at;
        (void)next_character(&at, &width);
        if (used + width > columns) {
            const char *end = blank ? blank : here;
            *next = blank ? blank + 1 : here;
            return (size_t)(end - text);
        }
        if (*here == ' ')
            blank = here;
        used += width;
    }
    *next = at;
    return (size_t)(at - text);
}
