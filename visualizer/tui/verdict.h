/* verdict.h - how a run stands or ended, in sentences. */
#ifndef TUI_VERDICT_H
#define TUI_VERDICT_H

#include "tui/run.h"

#define VERDICT_LINES 4

/* In a world that is proven stuck: what happened, why, and the circle, each one
 * line, malloc'd; then what this rests on, if not everything could be seen. Returns how many lines there are, 0 if it is not stuck. */
int verdict_stuck(const struct run *run, char *lines[VERDICT_LINES]);

/* At the shown moment: "sh (pid 12) ended: exit 0", "STUCK: ...", "2 of 3
 * processes still alive"; malloc'd. */
char *verdict_line(const struct run *run);

/* Proven stuck at the shown moment. */
bool verdict_is_stuck(const struct run *run);

#endif
