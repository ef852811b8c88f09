/* terminal.h - a terminal of its own for the program that is watched.
 *
 *   program ──writes──► slave │ master ──reader thread──► terminal_take
 *   program ◄──reads─── slave │ master ◄── terminal_type (a typed line)
 *
 * The visualizer needs the real terminal for its screen. So the program gets a
 * pseudo terminal in its place and behaves as it would on a real one. A thread
 * empties it all the time: a program must not seem to wait because we were
 * slow to read what it wrote. pty(7)
 */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include <stddef.h>
#include <sys/types.h>

struct terminal;

/* Makes one with the settings and the size that the terminal `like` has now:
 * to be called before curses changes them, and after signals_open. Returns NULL
 * with errno. */
struct terminal *terminal_open(int like);

/* The program's side, to be handed to trace_start. terminal_started closes
 * ours once the program has its copy, so that its end can be seen. */
int terminal_slave(const struct terminal *terminal);
void terminal_started(struct terminal *terminal);

/* Becomes readable when there is something to take. */
int terminal_ready(const struct terminal *terminal);

/* Takes up to size bytes of what the program wrote; never waits. */
size_t terminal_take(struct terminal *terminal, char *bytes, size_t size);

/* As if somebody typed it. Returns 0, or -1 with errno. */
int terminal_type(struct terminal *terminal, const char *bytes, size_t length);

/* The program must have ended. Frees everything. */
void terminal_close(struct terminal *terminal);

#endif
