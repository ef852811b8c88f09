/* view_processes.c - the process tree: who there is and what each does.
 *
 *   4711 sh        waits in waitpid() for a child
 *   ├─ 4712 seq    waits in write() for room in pipe 1, which is full
 *   └─ 4713 sort   running
 */
#include "tui/view.h"

#include "tui/verdict.h"
#include "tui/words.h"

#include <stdlib.h>

static int count(const struct picture *picture)
{
    return picture->row_count;
}

static void draw_branch(const struct tree_row *row, struct pen *pen)
{
    for (int d = 1; d < row->depth; d++)
        pen_text(pen, STYLE_FAINT, "%s",
                 row->passes >> d & 1 ? pen_glyph(GLYPH_PASS) : "   ");
    if (row->depth > 0)
        pen_text(pen, STYLE_FAINT, "%s",
                 pen_glyph(row->passes >> row->depth & 1 ? GLYPH_TEE
                                                         : GLYPH_CORNER));
}

static enum style state_style(const struct picture *picture,
                              const struct tree_row *row)
{
    if (!process_alive(row->process))
        return row->process->state == PROCESS_ZOMBIE ? STYLE_PLAIN
                                                     : STYLE_FAINT;
    if (verdict_is_stuck(picture->run))
        return STYLE_STUCK;
    return row->thread && row->thread->call >= 0 ? STYLE_WAITS : STYLE_RUNS;
}

static void draw(const struct picture *picture, int index, struct pen *pen)
{
    const struct tree_row *row = &picture->rows[index];
    const struct world *world = &picture->run->world;
    int start = pen->column;
    char *role = words_role(world, row->process->pid);
    char *state = words_state(world, row->process, row->thread);
    draw_branch(row, pen);
    pen_text(pen, STYLE_PLAIN, "%d ",
             row->thread ? row->thread->tid : row->process->pid);
    pen_text(pen, STYLE_STRONG, "%s", row->extra ? "thread" : role);
    bool circle = picture->cause.circle_count > 0;
    pen_move(pen, start + picture->name_columns + (circle ? 0 : 1));
    view_mark(picture, picture_in_circle(picture, row->process->pid), pen);
    pen_text(pen, state_style(picture, row), "%s", state);
    if (row->thread && row->thread->call >= 0) {
        char *place = words_place(&row->thread->place);
        pen_text(pen, STYLE_FAINT, "%s", place);
        free(place);
    }
    free(role);
    free(state);
}

static int subject(const struct picture *picture, int row)
{
    return picture->rows[row].process->pid;
}

static void legend(const struct picture *picture, struct pen *pen)
{
    pen_text(pen, STYLE_PLAIN, "%d alive", picture->alive);
    if (picture->ended)
        pen_text(pen, STYLE_PLAIN, ", %d ended", picture->ended);
    if (picture->hidden)
        pen_text(pen, STYLE_PLAIN, " (%d not shown)", picture->hidden);
    if (picture->cause.circle_count > 0)
        pen_text(pen, STYLE_PLAIN, ", %s in the circle",
                 pen_glyph(GLYPH_CIRCLE));
}

const struct view view_processes = { .title = "Processes",
                                     .empty = "none yet",
                                     .big_rows = 12,
                                     .count = count,
                                     .draw = draw,
                                     .subject = subject,
                                     .legend = legend };

void view_mark(const struct picture *picture, bool in_circle, struct pen *pen)
{
    if (picture->cause.circle_count > 0)
        pen_text(pen, STYLE_STUCK, " %s",
                 in_circle ? pen_glyph(GLYPH_CIRCLE) : " ");
    pen_text(pen, STYLE_PLAIN, " ");
}

const struct view *view_at(int index)
{
    static const struct view *const views[VIEWS] = {
        [VIEW_PROCESSES] = &view_processes, [VIEW_PIPES] = &view_pipes,
        [VIEW_SOCKETS] = &view_sockets,     [VIEW_THINGS] = &view_things,
        [VIEW_EVENTS] = &view_events,       [VIEW_OUTPUT] = &view_output
    };
    return views[index];
}
