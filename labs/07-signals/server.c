/*
 * server.c - exercise 7.4: a server that is told to end, and to read its
 * settings again.
 *
 *   in  ---> lines ------\
 *   SIGHUP  ----------> [ one wait for all three ] ---> out: the answers
 *   SIGTERM -----------/
 *
 * It is in the middle of an answer when the signal comes, or about to sleep. The
 * answer must come out whole, and the signal must not be slept through.
 *
 * What serve must do stands in signals.h.
 */
#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "signals.h"

/* ---- lines --------------------------------------------------------------- */

/* What was read and not yet answered. */
struct lines {
    char bytes[LINE_MAX_BYTES + 1];
    size_t count;
};

/* Answers the line of `length` bytes (its newline too) at the beginning. */
static int answer(const char *line, size_t length, int out, const char *prefix)
{
    char text[PREFIX_MAX + LINE_MAX_BYTES + 1];
    size_t used = (size_t)snprintf(text, sizeof text, "%s", prefix);

    for (size_t i = 0; i < length; i++)
        text[used + i] = (char)toupper((unsigned char)line[i]);
    return write(out, text, used + length) == -1 ? -1 : 0;
}

/* Answers all lines that are whole, and keeps the rest. */
static int answer_lines(struct lines *lines, int out, const char *prefix)
{
    char *end;

    while ((end = memchr(lines->bytes, '\n', lines->count)) != NULL) {
        size_t length = (size_t)(end - lines->bytes) + 1;

        if (answer(lines->bytes, length, out, prefix) == -1)
            return -1;
        lines->count -= length;
        memmove(lines->bytes, end + 1, lines->count);
    }
    if (lines->count == sizeof lines->bytes)
        lines->count = 0; /* too long */
    return 0;
}

/* One read. Returns how many bytes came, 0 at the end of file, or -1. */
static ssize_t read_more(struct lines *lines, int in)
{
    ssize_t n = read(in, lines->bytes + lines->count,
                     sizeof lines->bytes - lines->count);

    if (n > 0)
        lines->count += (size_t)n;
    return n;
}

/* ---- what the signals say ------------------------------------------------ */

/*
 * TODO(7.4a): What the handlers note for the main flow, and what is kept from
 * open_ears to close_ears. (A flag for each and ppoll; or a pipe of your own; or
 * a signalfd without any handler.)
 */

/* From now on SIGHUP and SIGTERM are noted, and not lost. */
static int open_ears(void)
{
    /* TODO(7.4b): Block both, and install the handlers; keep what was before. */
    errno = ENOSYS;
    return -1;
}

/* Mask and actions as before, descriptors closed; errno stays. */
static void close_ears(void)
{
    /* TODO(7.4c): All that open_ears did is undone. */
}

enum news { ERROR = -1, LINES, REREAD, END };

/* Sleeps until there is news, and says which. The end comes before all else. */
static enum news wait_for_news(int in)
{
    struct pollfd door = { .fd = in, .events = POLLIN };

    /*
     * TODO(7.4d): 1. Was one of the signals noted? Take the note away, and say
     * so. 2. Sleep until there is something to read, or a signal comes. 3. From
     * the beginning, unless there is something to read (or it is at its end):
     * LINES.
     */
    (void)door;
    errno = ENOSYS;
    return ERROR;
}

/* ---- the service --------------------------------------------------------- */

int serve(int in, int out, void (*settings)(char prefix[PREFIX_MAX]))
{
    char prefix[PREFIX_MAX] = "";
    struct lines lines = { .count = 0 };
    enum news news;

    if (open_ears() == -1)
        return -1;
    settings(prefix);
    while ((news = wait_for_news(in)) != END && news != ERROR) {
        ssize_t n;

        if (news == REREAD) {
            settings(prefix);
            continue;
        }
        n = read_more(&lines, in);
        if (n == 0)
            break;
        if ((n == -1 && errno != EINTR) ||
            answer_lines(&lines, out, prefix) == -1) {
            news = ERROR;
            break;
        }
    }
    close_ears();
    return news == ERROR ? -1 : 0;
}
