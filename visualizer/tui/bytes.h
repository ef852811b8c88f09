/* bytes.h - the bytes of the memory that a page is about. */
#ifndef TUI_BYTES_H
#define TUI_BYTES_H

#include "tui/ui.h"

/* Is the page about shared memory whose bytes can be seen now: live, and at the
 * newest event? */
bool bytes_are_shown(const struct ui *ui);

/* If so, reads them into ui->bytes (the first BYTES_MOST of them) and returns
 * true. For one frame after the other: what changed since the last one is
 * marked there. */
bool bytes_take(struct ui *ui);

/* Frees ui->bytes. */
void bytes_drop(struct ui *ui);

#endif
