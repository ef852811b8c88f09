/* frame.h - one whole screen, drawn from the ui and the shown moment.
 *
 *   top line      what runs, and in which state
 *   note, cause   only when there is one
 *   views         processes, pipes, events, output
 *   status        event n of m, time, speed, the answer to the last key
 *   footer        the keys
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "tui/ui.h"

/* Draws it. Mends ui->chosen and ui->page_top where they point too far, and
 * notes in ui->subject what the chosen rows are about. */
void frame_draw(struct ui *ui);

#endif
