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
/* SOLUTION(7.4a) */
static volatile sig_atomic_t shall_end, shall_reread;
static sigset_t old_mask;
static struct sigaction old_hangup, old_term;

static void take_note(int number)
{
    if (number == SIGTERM)
        shall_end = 1;
    else
        shall_reread = 1;
}
/* STARTER(7.4a)
END(7.4a) */

/* From now on SIGHUP and SIGTERM are noted, and not lost. */
static int open_ears(void)
{
    /* TODO(7.4b): Block both, and install the handlers; keep what was before. */
    /* SOLUTION(7.4b) */
    struct sigaction action = { .sa_handler = take_note };
    sigset_t both;

    shall_end = shall_reread = 0;
    sigemptyset(&action.sa_mask);
    sigemptyset(&both);
    sigaddset(&both, SIGHUP);
    sigaddset(&both, SIGTERM);
    sigprocmask(SIG_BLOCK, &both, &old_mask);
    sigaction(SIGHUP, &action, &old_hangup);
    return sigaction(SIGTERM, &action, &old_term);
    /* STARTER(7.4b)
    errno = ENOSYS;
    return -1;
    END(7.4b) */
}

/* Mask and actions as before, descriptors closed; errno stays. */
static void close_ears(void)
{
    /* TODO(7.4c): All that open_ears did is undone. */
    /* SOLUTION(7.4c) */
    int saved = errno;

    sigprocmask(SIG_SETMASK, &old_mask, NULL); /* a late one is noted still */
    sigaction(SIGHUP, &old_hangup, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    errno = saved;
    /* STARTER(7.4c)
    END(7.4c) */
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
    /* SOLUTION(7.4d) */
    for (;;) {
        int ready;

        if (shall_end)
            return END;
        if (shall_reread) {
            shall_reread = 0;
            return REREAD;
        }
        ready = ppoll(&door, 1, NULL, &old_mask);
        if (ready > 0)
            return LINES;
        if (ready == -1 && errno != EINTR)
            return ERROR;
    }
    /* STARTER(7.4d)
    (void)door;
    errno = ENOSYS;
    return ERROR;
    END(7.4d) */
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
