/* frame.c - the lines above and below the views, and the pages over them. */
#include "tui/frame.h"

#include "tui/bytes.h"
#include "tui/keys.h"
#include "tui/layout.h"
#include "tui/screen.h"
#include "tui/verdict.h"
#include "tui/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARGIN 2 /* columns left of a row: the mark of the chosen one */

/* ---- lines above and below ---- */

static const char *state_word(const struct ui *ui)
{
    const struct run *run = ui->run;
    if (verdict_is_stuck(run))
        return "STUCK";
    if (run_is_over(run) && run->status == TRACE_FULL)
        return "FULL";
    if (run_is_over(run))
        return run->trace ? "ENDED" : "END OF RECORD";
    if (run->paused)
        return "PAUSED";
    if (!run->trace)
        return "PLAYING";
    return run->status == TRACE_QUIET ? "WAITING" : "RUNNING";
}

static void draw_top(const struct ui *ui)
{
    const char *state = state_word(ui);
    struct pen pen = pen_at(0, 0);
    int end = pen.end;
    pen.end -= (int)strlen(state) + 2;
    pen_text(&pen, STYLE_BAND, " %s", ui->run->title);
    if (ui->run->trace && look_unseen(ui->run->trace))
        pen_text(&pen, STYLE_BAND, "  (%s)", look_unseen(ui->run->trace));
    pen.end = end - (int)strlen(state) - 1;
    pen_blank(&pen, STYLE_BAND);
    pen.end = end;
    pen_text(&pen, STYLE_BAND, "%s ", state);
}

/* Wrapped text from `row` on, at most `room` rows; returns how many it took. */
static int draw_wrapped(const char *text, int row, int room, enum style style)
{
    int used = 0;
    while (*text && used < room) {
        const char *next;
        struct pen pen = pen_at(row + used, MARGIN);
        size_t length = pen_wrap(text, pen.end - pen.column, &next);
        pen_text(&pen, style, "%.*s", (int)length, text);
        text = next;
        used++;
    }
    return used;
}

static int draw_heading(int row, const char *title, enum style style)
{
    struct pen pen = pen_at(row, 0);
    pen_text(&pen, STYLE_FAINT, "%s", pen_glyph(GLYPH_RULE));
    pen_text(&pen, style, " %s ", title);
    pen_fill(&pen, STYLE_FAINT, GLYPH_RULE);
    return row + 1;
}

static int draw_note(const struct ui *ui, int row, int room)
{
    const char *note = run_note(ui->run);
    if (!note || room <= 0)
        return row;
    return row + draw_wrapped(note, row, room, STYLE_STRONG);
}

static int draw_cause(const struct ui *ui, int row, int end)
{
    char *lines[VERDICT_LINES];
    int count = verdict_stuck(ui->run, lines);
    if (count > 0 && row < end)
        row = draw_heading(row, "STUCK: nobody can wake anyone", STYLE_STUCK);
    for (int i = 0; i < count; i++) {
        if (row < end)
            row += draw_wrapped(lines[i], row, end - row, STYLE_STUCK);
        free(lines[i]);
    }
    return row;
}

static bool waits_for_typing(const struct world *world)
{
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count; t++)
            if (words_waits_for_typing(world, process, &process->threads[t]))
                return true;
    }
    return false;
}

static void draw_message(const struct ui *ui, struct pen *pen)
{
    const struct run *run = ui->run;
    char *end = NULL;
    if (ui->message[0])
        pen_text(pen, STYLE_STRONG, "%s", ui->message);
    else if (run_is_over(run) && run->status == TRACE_FULL)
        pen_text(pen, STYLE_WAITS, "more events than can be kept: stopped");
    else if (run_is_over(run) && !verdict_is_stuck(run))
        pen_text(pen, STYLE_PLAIN, "%s", end = verdict_line(run));
    else if (ui->terminal && run_at_newest(run) &&
             waits_for_typing(&run->world))
        pen_text(pen, STYLE_WAITS, "i types a line for the program");
    else if (run->paused)
        pen_text(pen, STYLE_PLAIN, "Space goes on");
    free(end);
}

/* Returns the column of the cursor when a line is being typed, else -1. */
static int draw_status(const struct ui *ui, int row)
{
    const struct run *run = ui->run;
    struct pen pen = pen_at(row, 0);
    if (ui->typing) {
        pen_text(&pen, STYLE_STRONG, " line for the program: ");
        size_t length = strlen(ui->typed), room = (size_t)(pen.end - 24);
        pen_text(&pen, STYLE_PLAIN, "%s",
                 ui->typed + (length > room ? length - room : 0));
        return pen.column < pen.end ? pen.column : pen.end - 1;
    }
    pen_text(&pen, STYLE_PLAIN, " event %zu of %zu  %.6f s  ", run->at,
             run->log->count, (double)run->world.time_us / 1e6);
    if (ui->speed > 0)
        pen_text(&pen, STYLE_PLAIN, "%d/s  ", ui->speed);
    else
        pen_text(&pen, STYLE_PLAIN, "full speed  ");
    draw_message(ui, &pen);
    return -1;
}

static void draw_footer(const struct ui *ui, int row)
{
    struct pen pen = pen_at(row, 0);
    if (ui->typing) {
        pen_text(&pen, STYLE_FAINT,
                 " Enter sends it  Ctrl-D sends it and the "
                 "end of input  Esc leaves");
        return;
    }
    if (ui->page) {
        pen_text(&pen, STYLE_FAINT, " Up Down scroll  any other key closes");
        return;
    }
    for (int i = 0; i < keys_count(); i++) {
        const char *text = keys_at(i)->footer;
        if (text && pen.column + (int)strlen(text) + 2 <= pen.end)
            pen_text(&pen, STYLE_FAINT, " %s ", text);
    }
}

/* ---- a page ---- */

/* Over the views, if there is one and its subject exists. */
static void draw_page(struct ui *ui, int top, int end)
{
    if (ui->page && ui->page != PAGE_HELP && ui->page_subject == 0)
        ui->page_subject = ui->subject[ui->focus];
    if (ui->page && ui->page != PAGE_HELP && ui->page_subject == 0)
        ui->page = PAGE_NONE;
    if (!ui->page)
        return;
    screen_begin();
    char *text = page_text(ui->page, ui->page_subject, &ui->run->world,
                           bytes_take(ui) ? &ui->bytes : NULL);
    int lines = 0, room = end - top - 1;
    for (const char *at = text; *at; at++)
        lines += *at == '\n';
    if (ui->page_top > lines - room)
        ui->page_top = lines > room ? lines - room : 0;
    char *line = text, *next;
    for (int i = 0; (next = strchr(line, '\n')); i++, line = next + 1) {
        *next = '\0';
        struct pen pen = pen_at(top + 1 + i - ui->page_top, 1);
        if (i >= ui->page_top && i < ui->page_top + room)
            pen_text(&pen, i == 0 ? STYLE_STRONG : STYLE_PLAIN, "%s", line);
    }
    free(text);
}

static void draw_too_small(void)
{
    char text[64];
    int length = snprintf(text, sizeof text, "need %dx%d", SCREEN_COLUMNS_LEAST,
                          SCREEN_ROWS_LEAST);
    int column = (screen_columns() - length) / 2;
    struct pen pen = pen_at(screen_rows() / 2, column < 0 ? 0 : column);
    pen_text(&pen, STYLE_STRONG, "%s", text);
}

void frame_draw(struct ui *ui)
{
    int rows = screen_rows(), cursor = -1, top = 1;
    screen_begin();
    if (screen_too_small()) {
        draw_too_small();
        screen_end(-1, 0);
        return;
    }
    if (!ui->page || (ui->page != PAGE_HELP && ui->page_subject == 0)) {
        top = draw_note(ui, top, rows / 4);
        top = draw_cause(ui, top, top + rows / 3);
        layout_draw(ui, top, rows - 2);
    }
    draw_page(ui, 1, rows - 2);
    draw_top(ui);
    cursor = draw_status(ui, rows - 2);
    draw_footer(ui, rows - 1);
    screen_end(cursor < 0 ? -1 : rows - 2, cursor);
}
