/* layout.c - who gets how many rows, and which rows are shown in them. */
#include "tui/layout.h"

#include "tui/screen.h"

#define MARGIN 2 /* columns left of a row: the mark of the chosen one */

static bool says_empty(const struct view *view, const struct picture *picture)
{
    return view->empty && !(view->absent && view->absent(picture));
}

/* How many rows each view gets, its heading included. First everybody gets a
 * little, then one after the other a row more, until nobody wants more. */
static void divide(const struct picture *picture, int room, int given[VIEWS])
{
    int wanted[VIEWS], spacing = picture->big ? 2 : 1;
    for (int v = 0; v < VIEWS; v++) {
        const struct view *view = view_at(v);
        int rows = view->count(picture);
        if (picture->big && rows > view->big_rows)
            rows = view->big_rows;
        wanted[v] = rows > 0                    ? 1 + rows * spacing
                    : says_empty(view, picture) ? 2
                                                : 0;
        given[v] = 0;
    }
    for (int v = 0; v < VIEWS; v++)
        if (wanted[v] >= 2 && room >= 2) {
            given[v] = 2;
            room -= 2;
        }
    for (bool gave = true; gave && room > 0;) {
        gave = false;
        for (int v = 0; v < VIEWS && room > 0; v++)
            if (given[v] >= 2 && given[v] < wanted[v]) {
                given[v]++;
                room--;
                gave = true;
            }
    }
}

static int first_row(struct ui *ui, int name, int rows, int room)
{
    const struct view *view = view_at(name);
    if (ui->chosen[name] >= rows)
        ui->chosen[name] = rows > 0 ? rows - 1 : 0;
    if (rows <= room)
        return 0;
    if (view->newest_last)
        return rows - room;
    int first = ui->chosen[name] - room / 2;
    return first < 0 ? 0 : first > rows - room ? rows - room : first;
}

static void draw_view_heading(const struct view *view,
                              const struct picture *picture, int row,
                              int missing)
{
    struct pen pen = pen_at(row, 0);
    pen_text(&pen, STYLE_FAINT, "%s", pen_glyph(GLYPH_RULE));
    pen_text(&pen, STYLE_STRONG, " %s ", view->title);
    if (missing > 0 && !view->newest_last)
        pen_text(&pen, STYLE_PLAIN, "(%d more) ", missing);
    struct pen before = pen;
    pen_text(&pen, STYLE_FAINT, "%s ", pen_glyph(GLYPH_RULE));
    int start = pen.column;
    view->legend(picture, &pen);
    if (pen.column == start)
        pen = before; /* nothing was said */
    else
        pen_text(&pen, STYLE_PLAIN, " ");
    pen_fill(&pen, STYLE_FAINT, GLYPH_RULE);
}

static void draw_view(struct ui *ui, const struct picture *picture, int name,
                      int top, int given)
{
    const struct view *view = view_at(name);
    int spacing = picture->big ? 2 : 1, rows = view->count(picture);
    int room = (given - 1 + spacing - 1) / spacing;
    int first = first_row(ui, name, rows, room);
    draw_view_heading(view, picture, top, rows - room);
    ui->subject[name] = rows > 0 && view->subject
                            ? view->subject(picture, ui->chosen[name])
                            : 0;
    for (int i = 0; i < room && first + i < rows; i++) {
        struct pen pen = pen_at(top + 1 + i * spacing, 0);
        bool chosen =
            view->subject && ui->focus == name && ui->chosen[name] == first + i;
        pen_text(&pen, STYLE_STRONG, chosen ? "> " : "  ");
        view->draw(picture, first + i, &pen);
    }
    if (rows == 0 && says_empty(view, picture)) {
        struct pen pen = pen_at(top + 1, MARGIN);
        pen_text(&pen, STYLE_FAINT, "%s", view->empty);
    }
}

void layout_draw(struct ui *ui, int top, int end)
{
    int given[VIEWS];
    struct picture picture = { .columns = screen_columns(), .big = ui->big };
    picture_make(&picture, ui->run, (end - top) / 2);
    divide(&picture, end - top, given);
    for (int v = 0; v < VIEWS; v++) {
        if (given[v] > 0)
            draw_view(ui, &picture, v, top, given[v]);
        else
            ui->subject[v] = 0;
        top += given[v];
    }
    picture_clear(&picture);
}
