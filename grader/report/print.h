/* print.h - the pieces that a report is printed with; for this folder only.
 *
 *   ✗ 1.3  left | right                      0/6  wc never sees end-of-file
 *   mark   column                           cost
 *       tried     make run LAB=01 ...              a command: to be copied
 *       happened  text that is wrapped             a line: label and text
 *
 * All text goes through text_clean: nothing reaches a terminal unseen. */
#ifndef REPORT_PRINT_H
#define REPORT_PRINT_H

#include "report/report.h"

enum {
    PRINT_WIDTH = 80,
    PRINT_LABEL = 14, /* column in which the text behind a label begins */
    PRINT_COST = 7,
    PRINT_FINDINGS = 3 /* shown in full, of one exercise */
};

struct printer {
    FILE *out;
    struct text_style style;
    const struct report *report;
};

enum mark { MARK_RIGHT, MARK_WRONG, MARK_OPEN };
enum colour { PLAIN, BOLD = 1, RED = 31, YELLOW = 33, BLUE = 34 };

/* From here on in this colour, if colours are wanted. */
void print_colour(const struct printer *p, enum colour colour);

/* The mark of a status, and a blank; returns the columns. */
int print_mark(const struct printer *p, enum mark mark);
enum mark print_mark_of(enum status status);

/* Text of any origin; returns its columns. */
int print_text(const struct printer *p, const char *text);

/* At most `width` columns of text, and blanks to fill them up. */
void print_column(const struct printer *p, const char *text, int width);

/* As many blanks, none if negative. */
void print_blanks(const struct printer *p, int count);

/* "0/6", right-aligned in PRINT_COST columns. */
void print_cost(const struct printer *p, int points, int max);

/* Text, wrapped from the first column on, and a newline. */
void print_paragraph(const struct printer *p, const char *text);

/* Label and text, wrapped; print_line ends the line, print_label returns the
 * column in which it stopped. */
int print_label(const struct printer *p, const char *label, const char *text);
void print_line(const struct printer *p, const char *label, const char *text);

/* Label and a command. It is there to be copied, so it is broken only where a
 * shell allows it: with a backslash before ARGS= or FILE=. */
void print_command(const struct printer *p, const char *label,
                   const char *command);

/* ---- print_exercise.c ---- */

/* The lines of one finding. */
void print_finding(const struct printer *p, const struct finding *finding);

/* An exercise in full: where its gap is, or why its tests failed. */
void print_exercise(const struct printer *p, const struct exercise *exercise);

/* The first finding that costs points, or NULL. */
const struct finding *print_first_error(const struct test *test);

#endif
