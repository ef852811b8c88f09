/* The collector has no write end of its own: it never blocks in read, takes 0 and
 * EAGAIN for "nobody now", and sleeps in poll. After the last writer has left,
 * poll would return at once (POLLHUP), so it opens anew before it closes.
 * expect: full points
 */
/* TOP(fifos.c) */
#include <poll.h>

static const char *name_of_log;
/* GAP(2.3b) */
    name_of_log = path;
    lasting->fd = only_fifo(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    return lasting->fd == -1 ? -1 : 0;
/* GAP(2.3c) */
    size_t length;
    char *end;

    while ((end = memchr(lines->text, '\n', lines->used)) == NULL) {
        struct pollfd door = { .fd = lines->fd, .events = POLLIN };
        ssize_t got;

        if (lines->used >= PIPE_BUF) {
            errno = EMSGSIZE;
            return -1;
        }
        if (poll(&door, 1, -1) == -1)
            return -1;
        got = read(lines->fd, lines->text + lines->used,
                   sizeof lines->text - lines->used);
        if (got == -1 && errno != EAGAIN)
            return -1;
        if (got > 0)
            lines->used += (size_t)got;
        if (got == 0) {
            int again = open(name_of_log, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

            if (again == -1 || dup3(again, lines->fd, O_CLOEXEC) == -1)
                return -1;
            close(again);
        }
    }
    length = (size_t)(end + 1 - lines->text);
    memcpy(line, lines->text, length);
    lines->used -= length;
    memmove(lines->text, lines->text + length, lines->used);
    return (ssize_t)length;
/* REPLACE(serve) */
int serve(const char *service)
{
    struct lasting door = { .spare = -1 };
    int result;

    door.fd = open(service, O_RDWR | O_CLOEXEC);
    if (door.fd == -1)
        return -1;
    do {
        result = answer_request(door.fd);
    } while (result == 1);
    close_lasting(&door);
    return -1;
}
/* REPLACE(take_all) */
int take_all(const char *path, int out)
{
    struct lasting lasting;
    struct lines lines = { .used = 0 };
    char name[PIPE_BUF];
    ssize_t length;
    int count = 0;

    if (open_lasting(&lasting, path) == -1)
        return -1;
    lines.fd = lasting.fd;
    while ((length = next_line(&lines, name)) > 0) {
        name[length - 1] = '\0';
        if (strcmp(name, END_LINE) == 0)
            break;
        if (take_one(name, out) == 0)
            count++;
    }
    close_lasting(&lasting);
    return length == -1 ? -1 : count;
}
