/* pen.h - writing into the frame that screen.h has begun.
 *
 *   pen_at(row, 0) ─► pen_text ─► pen_move ─► pen_bar ─► ... up to `end`
 *
 * Meaning is in the text; styles only repeat it, so NO_COLOR and one-colour
 * terminals lose nothing. Without a UTF-8 locale only ASCII is drawn.
 */
#ifndef TUI_PEN_H
#define TUI_PEN_H

#include <stddef.h>
#include <stdint.h>

enum style {
    STYLE_PLAIN,
    STYLE_STRONG, /* headings */
    STYLE_FAINT,  /* less important */
    STYLE_BAND,   /* the top line */
    STYLE_RUNS,   /* blue */
    STYLE_WAITS,  /* yellow */
    STYLE_STUCK,  /* red */
    STYLES
};

enum glyph {
    GLYPH_TEE,
    GLYPH_CORNER,
    GLYPH_PASS,
    GLYPH_RULE,
    GLYPH_FULL,
    GLYPH_EMPTY,
    GLYPH_MORE,
    GLYPH_ARROW,
    GLYPH_CIRCLE,
    GLYPHS
};

/* Finds out what the terminal and the locale can show. For screen_open. */
void pen_setup(void);

/* The character in UTF-8 or its ASCII replacement. */
const char *pen_glyph(enum glyph glyph);

/* Writes in one row from column up to, not including, end. */
struct pen {
    int row, column, end;
};

struct pen pen_at(int row, int column);

/* Text that does not fit is cut and ends in a mark. Bytes that cannot be shown
 * become '?'. */
void pen_text(struct pen *pen, enum style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Columns that text takes. */
int pen_columns(const char *text);

/* Moves on to a column; never back, and always leaves one blank. */
void pen_move(struct pen *pen, int column);

/* Fills the rest of the row with blanks (a band) or with a line (a rule). */
void pen_fill(struct pen *pen, enum style style, enum glyph glyph);
void pen_blank(struct pen *pen, enum style style);

/* "[#####.....]" of so many columns in all. */
void pen_bar(struct pen *pen, int columns, int64_t part, int64_t whole);

/* How many of text's bytes make the next line of at most so many columns,
 * broken at a blank where there is one; *next is where the line after begins. */
size_t pen_wrap(const char *text, int columns, const char **next);

#endif
