/*
 * fifos.c - exercises 2.1 to 2.4: strangers who know nothing but a name.
 *
 *   2.1  make_fifo, send_text ...   sender ===> FIFO ===> receiver
 *   2.2  open_link_..., ask_line    client <===> two FIFOs <===> server
 *   2.3  log_line, next_line ...    many writers ===> FIFO ===> collector
 *   2.4  try_line                   a writer that never waits
 *
 * A FIFO is a pipe with a name in a directory. Two things are new: open waits
 * for the other side, and writers come and go while the reader stays. The name
 * outlives the programs; the bytes do not.
 *
 * What each function must do stands in fifos.h. Read fifo(7) first.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

/* ---- small helpers ------------------------------------------------------- */

/* Closes fd unless it is -1; errno stays as it was. */
static void close_fd(int fd)
{
    int saved = errno;

    if (fd != -1)
        close(fd);
    errno = saved;
}

/* ---- 2.1 make it, meet --------------------------------------------------- */

int make_fifo(const char *path)
{
    /*
     * TODO(2.1a): 1. Make the FIFO, mode 0600. 2. If that fails because the
     * name exists (EEXIST), look what it is (lstat): a FIFO is fine, return 0.
     * 3. Anything else stays as it is: -1 with errno EEXIST.
     */
    /* SOLUTION(2.1a) */
    struct stat status;

    if (mkfifo(path, 0600) == 0)
        return 0;
    if (errno != EEXIST || lstat(path, &status) == -1)
        return -1;
    if (S_ISFIFO(status.st_mode)) /* DOC: left-by-the-last-run */
        return 0;
    errno = EEXIST;
    return -1;
    /* STARTER(2.1a)
    (void)path;
    errno = ENOSYS;
    return -1;
    END(2.1a) */
}

int only_fifo(int fd)
{
    struct stat status;

    if (fd == -1)
        return -1;
    /*
     * TODO(2.1b): 1. Ask the descriptor (fstat) whether it is a FIFO: asked
     * before open, the answer could be old by the time you open. 2. If it is
     * one: return fd. Else close it, errno EINVAL, -1.
     */
    /* SOLUTION(2.1b) */
    if (fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode))
        return fd; /* DOC: ask-the-descriptor */
    close(fd);
    errno = EINVAL;
    return -1;
    /* STARTER(2.1b)
    (void)status;
    close(fd);
    errno = ENOSYS;
    return -1;
    END(2.1b) */
}

int write_all(int fd, const char *text, size_t length)
{
    /*
     * TODO(2.1c): Until nothing is left: 1. Write the rest; -1 is an error.
     * 2. Go on behind what was taken. Return 0.
     */
    /* SOLUTION(2.1c) */
    while (length > 0) {
        ssize_t taken = write(fd, text, length);

        if (taken == -1)
            return -1;
        text += taken;
        length -= (size_t)taken;
    }
    return 0;
    /* STARTER(2.1c)
    (void)fd;
    (void)text;
    (void)length;
    errno = ENOSYS;
    return -1;
    END(2.1c) */
}

ssize_t copy_to_end(int in, int out)
{
    char piece[4096];
    ssize_t total = 0, got;

    while ((got = read(in, piece, sizeof piece)) > 0) {
        if (write_all(out, piece, (size_t)got) == -1)
            return -1;
        total += got;
    }
    return got == -1 ? -1 : total;
}

ssize_t send_text(const char *path, const char *text, size_t length)
{
    /*
     * TODO(2.1d): 1. Open the FIFO for writing, close-on-exec, and without
     * O_CREAT: open sleeps until a reader comes. Give what open returns to
     * only_fifo. 2. write_all. 3. Close in any case: the last write end that is
     * closed is the reader's end-of-file. Return length or -1.
     */
    /* SOLUTION(2.1d) */
    int fd = only_fifo(open(path, O_WRONLY | O_CLOEXEC));
    int result;

    if (fd == -1)
        return -1;
    result = write_all(fd, text, length);
    close_fd(fd);
    return result == -1 ? -1 : (ssize_t)length;
    /* STARTER(2.1d)
    (void)path;
    (void)text;
    (void)length;
    errno = ENOSYS;
    return -1;
    END(2.1d) */
}

ssize_t receive_text(const char *path, int out)
{
    int fd = only_fifo(open(path, O_RDONLY | O_CLOEXEC));
    ssize_t result;

    if (fd == -1)
        return -1;
    result = copy_to_end(fd, out);
    close_fd(fd);
    return result;
}

/* ---- 2.2 two directions -------------------------------------------------- */

void close_link(struct link *link)
{
    close_fd(link->in);
    close_fd(link->out);
    link->in = link->out = -1;
}

/*
 * Each open sleeps until the other side opens the same FIFO. So both sides must
 * come to the same FIFO first:
 *
 *   server: open requests ..... open answers        client: the same order
 */
int open_link_server(struct link *link, const char *requests,
                     const char *answers)
{
    link->in = link->out = -1;
    /*
     * TODO(2.2a): 1. Open the FIFO you read requests from, and the one you
     * write answers to, in an order that fits the client's. 2. If one fails:
     * close_link, return -1. Return 0.
     */
    /* SOLUTION(2.2a) */
    link->in = only_fifo(open(requests, O_RDONLY | O_CLOEXEC));
    if (link->in != -1)
        link->out = only_fifo(open(answers, O_WRONLY | O_CLOEXEC));
    if (link->out != -1)
        return 0;
    close_link(link);
    return -1;
    /* STARTER(2.2a)
    (void)requests;
    (void)answers;
    errno = ENOSYS;
    return -1;
    END(2.2a) */
}

int open_link_client(struct link *link, const char *requests,
                     const char *answers)
{
    link->in = link->out = -1;
    /*
     * TODO(2.2b): the same from the other side: you write requests and read
     * answers. In which order, so that nobody waits for ever?
     */
    /* SOLUTION(2.2b) */
    link->out = only_fifo(
        open(requests, O_WRONLY | O_CLOEXEC)); /* DOC: same-fifo-first */
    if (link->out != -1)
        link->in = only_fifo(open(answers, O_RDONLY | O_CLOEXEC));
    if (link->in != -1)
        return 0;
    close_link(link);
    return -1;
    /* STARTER(2.2b)
    (void)requests;
    (void)answers;
    errno = ENOSYS;
    return -1;
    END(2.2b) */
}

ssize_t ask_line(struct link *link, const char *line, char *answer, size_t size)
{
    size_t got = 0;

    if (write_all(link->out, line, strlen(line)) == -1 ||
        write_all(link->out, "\n", 1) == -1)
        return -1;
    /*
     * TODO(2.2c): The answer may come in several pieces. Until its newline is
     * here: 1. If answer is full: errno EMSGSIZE, -1. 2. Read more, to behind
     * what has come. 3. -1: an error; 0: the server has left, errno EPIPE, -1.
     * Then put a NUL byte in the newline's place and return the length.
     */
    /* SOLUTION(2.2c) */
    while (got == 0 || answer[got - 1] != '\n') {
        ssize_t n = -1;

        errno = EMSGSIZE;
        if (got < size)
            n = read(link->in, answer + got, size - got);
        if (n == 0)
            errno = EPIPE; /* DOC: end-means-gone */
        if (n <= 0)
            return -1;
        got += (size_t)n;
    }
    answer[got - 1] = '\0';
    return (ssize_t)got - 1;
    /* STARTER(2.2c)
    (void)answer;
    (void)size;
    (void)got;
    errno = ENOSYS;
    return -1;
    END(2.2c) */
}

int answer_link(struct link *link)
{
    char piece[512];
    ssize_t got;

    while ((got = read(link->in, piece, sizeof piece)) > 0) {
        for (char *at = piece; at < piece + got; at++)
            *at = (char)toupper((unsigned char)*at);
        if (write_all(link->out, piece, (size_t)got) == -1)
            return -1;
    }
    return got == -1 ? -1 : 0;
}

/* ---- 2.3 a log collector ------------------------------------------------- */

/*
 * Puts the line and its newline into record.
 * Returns how many bytes that is, or -1 (EMSGSIZE).
 */
static ssize_t make_record(const char *line, char record[PIPE_BUF])
{
    size_t length = strlen(line);

    if (length >= PIPE_BUF) {
        errno = EMSGSIZE;
        return -1;
    }
    *(char *)mempcpy(record, line, length) = '\n';
    return (ssize_t)length + 1;
}

int log_line(const char *path, const char *line)
{
    char record[PIPE_BUF];
    ssize_t length = make_record(line, record);

    if (length == -1)
        return -1;
    /*
     * TODO(2.3a): 1. Open the FIFO for writing; it is fine to wait there.
     * 2. Send the record with ONE write: up to PIPE_BUF bytes the kernel takes
     * it whole and puts nobody else's bytes inside. 3. Close. Return 0 or -1.
     */
    /* SOLUTION(2.3a) */
    int fd = only_fifo(open(path, O_WRONLY | O_CLOEXEC));
    ssize_t sent;

    if (fd == -1)
        return -1;
    sent = write(fd, record, (size_t)length); /* DOC: one-write-per-line */
    close_fd(fd);
    return sent == -1 ? -1 : 0;
    /* STARTER(2.3a)
    (void)path;
    errno = ENOSYS;
    return -1;
    END(2.3a) */
}

int open_lasting(struct lasting *lasting, const char *path)
{
    lasting->fd = lasting->spare = -1;
    /*
     * TODO(2.3b): A reader sees end-of-file when no writer is left. So see to
     * it that one is always there: yourself. 1. Open the FIFO. 2. Put the
     * descriptor to read from into lasting->fd, and another one that must stay
     * open, if you need it, into lasting->spare. Return 0, or -1.
     */
    /* SOLUTION(2.3b) */
    lasting->fd =
        only_fifo(open(path, O_RDWR | O_CLOEXEC)); /* DOC: own-write-end */
    return lasting->fd == -1 ? -1 : 0;
    /* STARTER(2.3b)
    (void)path;
    errno = ENOSYS;
    return -1;
    END(2.3b) */
}

void close_lasting(struct lasting *lasting)
{
    close_fd(lasting->fd);
    close_fd(lasting->spare);
    lasting->fd = lasting->spare = -1;
}

ssize_t next_line(struct lines *lines, char line[PIPE_BUF])
{
    /*
     * TODO(2.3c): One read may bring several lines, and the beginning of one
     * more. 1. Is a whole line among the `used` bytes of text (memchr)? Copy it
     * to line, move what stands behind it to the front, lower used, return the
     * line's length. 2. Else, with PIPE_BUF bytes or more there: EMSGSIZE, -1.
     * 3. Read more to behind what is there: an error or the end goes to the
     * caller. 4. Again.
     */
    /* SOLUTION(2.3c) */
    size_t length;
    char *end;

    while ((end = memchr(lines->text, '\n', lines->used)) == NULL) {
        size_t room = sizeof lines->text - lines->used;
        ssize_t got = -1;

        errno = EMSGSIZE;
        if (lines->used < PIPE_BUF)
            got = read(lines->fd, lines->text + lines->used, room);
        if (got <= 0)
            return got;
        lines->used += (size_t)got;
    }
    length = (size_t)(end + 1 - lines->text);
    memcpy(line, lines->text, length); /* DOC: one-line-of-several */
    lines->used -= length;
    memmove(lines->text, lines->text + length, lines->used);
    return (ssize_t)length;
    /* STARTER(2.3c)
    (void)lines;
    (void)line;
    errno = ENOSYS;
    return -1;
    END(2.3c) */
}

int collect(const char *path, int out)
{
    struct lasting lasting;
    struct lines lines = { .used = 0 };
    char line[PIPE_BUF];
    ssize_t length;
    int count = 0;

    if (open_lasting(&lasting, path) == -1)
        return -1;
    lines.fd = lasting.fd;
    while ((length = next_line(&lines, line)) > 0) {
        if (length == sizeof END_LINE && memcmp(line, END_LINE "\n", 2) == 0)
            break;
        if (write_all(out, line, (size_t)length) == -1) {
            length = -1;
            break;
        }
        count++;
    }
    if (length == 0) {
        errno = ENODATA;
        length = -1;
    }
    close_lasting(&lasting);
    return length == -1 ? -1 : count;
}

/* ---- 2.4 without waiting ------------------------------------------------- */

int try_line(const char *path, const char *line)
{
    char record[PIPE_BUF];
    ssize_t length = make_record(line, record);

    if (length == -1)
        return -1;
    /*
     * TODO(2.4): 1. Open for writing with O_NONBLOCK. ENXIO: nobody has it open
     * for reading, return 0. 2. One write: with O_NONBLOCK it takes the whole
     * line or nothing. 3. EAGAIN (no room) and EPIPE (the reader has left in
     * between) are no errors here, return 0. 4. Close in any case. Return 1.
     */
    /* SOLUTION(2.4) */
    int fd = only_fifo(open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    ssize_t sent;

    if (fd == -1)
        return errno == ENXIO ? 0 : -1; /* DOC: nobody-reads */
    sent = write(fd, record, (size_t)length);
    close_fd(fd);
    if (sent == -1)
        return errno == EAGAIN || errno == EPIPE ? 0 : -1;
    return 1;
    /* STARTER(2.4)
    (void)path;
    errno = ENOSYS;
    return -1;
    END(2.4) */
}
