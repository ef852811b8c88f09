/* screen.c - the terminal under curses. */
#include "tui/screen.h"

#include "tui/pen.h"

#include <curses.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#define BAD_USAGE 2
#define ESCAPE_MS 25 /* an escape that nothing follows is the key itself */

/* One terminal, so one of each; set by screen_open. */
static SCREEN *terminal;
static FILE *keys;

/* ---- opening and closing ---- */

static void need_size(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 || size.ws_col == 0 ||
        size.ws_row == 0)
        return; /* unknown: curses asks the terminal's description */
    if (size.ws_col < SCREEN_COLUMNS_LEAST || size.ws_row < SCREEN_ROWS_LEAST)
        errx(BAD_USAGE, "terminal too small: %dx%d, need at least %dx%d",
             size.ws_col, size.ws_row, SCREEN_COLUMNS_LEAST, SCREEN_ROWS_LEAST);
}

void screen_check(void)
{
    const char *type = getenv("TERM");
    int error;
    if (!isatty(STDOUT_FILENO))
        errx(BAD_USAGE, "standard output is not a terminal; "
                        "--plain writes lines instead of a screen");
    if (!type || !*type)
        errx(BAD_USAGE, "TERM is not set: the terminal's type is unknown "
                        "(--plain needs none)");
    if (setupterm(type, STDOUT_FILENO, &error) == ERR)
        errx(BAD_USAGE,
             "TERM=%s: unknown type of terminal "
             "(--plain needs none)",
             type);
    if (!cursor_address)
        errx(BAD_USAGE,
             "TERM=%s: this terminal cannot place text "
             "(--plain needs no such thing)",
             type);
    (void)del_curterm(set_curterm(NULL)); /* newterm reads its own */
    need_size();
    keys = isatty(STDIN_FILENO) ? stdin : fopen("/dev/tty", "re");
    if (!keys)
        errx(BAD_USAGE, "no terminal to read keys from; --plain needs none");
}

void screen_open(void)
{
    terminal = newterm(NULL, stdout, keys);
    if (!terminal)
        errx(BAD_USAGE, "the terminal cannot be set up");
    (void)atexit(screen_close);
    (void)cbreak();
    (void)noecho();
    (void)nonl();
    (void)set_escdelay(ESCAPE_MS);
    (void)keypad(stdscr, TRUE);
    (void)nodelay(stdscr, TRUE);
    (void)curs_set(0);
    pen_setup();
}

void screen_close(void)
{
    if (!terminal)
        return;
    (void)endwin();
    delscreen(terminal);
    terminal = NULL;
}

void screen_resize(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
        size.ws_col > 0)
        (void)resizeterm(size.ws_row, size.ws_col);
    (void)clearok(stdscr, TRUE);
}

int screen_rows(void)
{
    return LINES;
}

int screen_columns(void)
{
    return COLS;
}

bool screen_too_small(void)
{
    return COLS < SCREEN_COLUMNS_LEAST || LINES < SCREEN_ROWS_LEAST;
}

/* ---- keys ---- */

int screen_keys_fd(void)
{
    return fileno(keys);
}

int screen_key(void)
{
    int key = getch();
    switch (key) {
    case ERR: return SCREEN_KEY_NONE;
    case KEY_UP: return SCREEN_KEY_UP;
    case KEY_DOWN: return SCREEN_KEY_DOWN;
    case KEY_LEFT: return SCREEN_KEY_LEFT;
    case KEY_RIGHT: return SCREEN_KEY_RIGHT;
    case KEY_PPAGE: return SCREEN_KEY_PAGE_UP;
    case KEY_NPAGE: return SCREEN_KEY_PAGE_DOWN;
    case KEY_HOME: return SCREEN_KEY_HOME;
    case KEY_END: return SCREEN_KEY_END;
    case KEY_F(1): return SCREEN_KEY_HELP;
    case KEY_F(10): return SCREEN_KEY_QUIT;
    case KEY_ENTER:
    case '\r':
    case '\n': return SCREEN_KEY_ENTER;
    case KEY_BACKSPACE:
    case 0x08:
    case 0x7f: return SCREEN_KEY_ERASE;
    case 0x1b: return SCREEN_KEY_ESCAPE;
    default: return key < 256 ? key : SCREEN_KEY_OTHER;
    }
}

/* ---- a frame ---- */

void screen_begin(void)
{
    (void)erase();
}

void screen_end(int row, int column)
{
    (void)curs_set(row >= 0);
    if (row >= 0)
        (void)move(row, column);
    (void)refresh();
}
