/* layout.h - the views, one below the other. */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include "tui/ui.h"

/* Draws the views of ui->run into the rows from top up to, not including, end.
 * Mends ui->chosen where it points behind the last row and sets ui->subject. */
void layout_draw(struct ui *ui, int top, int end);

#endif
