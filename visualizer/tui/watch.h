/* watch.h - the interactive screen: keys, time and frames. */
#ifndef TUI_WATCH_H
#define TUI_WATCH_H

#include "tui/settings.h"
#include "tui/terminal.h"

/* Shows the run until somebody quits. The screen is open (screen.h); terminal
 * is the program's or NULL. Returns the signal that ended it, or 0. */
int watch(struct run *run, const struct settings *settings,
          struct terminal *terminal);

#endif
