/* screen.h - the terminal: open, keys, size. With pen.h the only place that
 * knows curses.
 *
 *   screen_begin ─► pens write, each from left to right in one row ─► screen_end
 *
 * A frame is drawn anew as a whole; curses sends what changed.
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#define SCREEN_COLUMNS_LEAST 40
#define SCREEN_ROWS_LEAST 10

/* Keys that are no character; a character key is its own number. */
enum screen_key {
    SCREEN_KEY_NONE = 0,
    SCREEN_KEY_UP = 1000,
    SCREEN_KEY_DOWN,
    SCREEN_KEY_LEFT,
    SCREEN_KEY_RIGHT,
    SCREEN_KEY_PAGE_UP,
    SCREEN_KEY_PAGE_DOWN,
    SCREEN_KEY_HOME,
    SCREEN_KEY_END,
    SCREEN_KEY_ENTER,
    SCREEN_KEY_ERASE,
    SCREEN_KEY_HELP,
    SCREEN_KEY_QUIT,
    SCREEN_KEY_ESCAPE,
    SCREEN_KEY_OTHER
};

/* Can a screen be drawn on standard output, and keys be read from standard
 * input or, if that is no terminal, from /dev/tty? If not (no terminal, unknown
 * type, too small) ends the program with one line and status 2. */
void screen_check(void);

/* After screen_check. The terminal is put back by screen_close, at the latest
 * when the program exits. */
void screen_open(void);
void screen_close(void);

/* Descriptor to poll for keys; the next key, or SCREEN_KEY_NONE. */
int screen_keys_fd(void);
int screen_key(void);

/* After SIGWINCH: takes over the new size. */
void screen_resize(void);
int screen_rows(void);
int screen_columns(void);
bool screen_too_small(void);

/* A frame. screen_end puts the cursor out of sight, or at row, column if row is
 * not negative. */
void screen_begin(void);
void screen_end(int row, int column);

#endif
