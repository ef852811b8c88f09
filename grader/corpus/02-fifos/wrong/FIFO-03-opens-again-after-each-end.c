/* FIFO-03: after each end the collector closes the FIFO and opens it again. A
 * writer that comes in between is lost.
 * expect: FIFO-03 in 2.3 at HERE
 * also: 2.3 2.5 2.7
 * varies: 2.3 2.5 2.7
 */
/* TOP(fifos.c) */

static const char *name_of_log;
/* GAP(2.3b) */
    name_of_log = path;
    lasting->fd = only_fifo(open(path, O_RDONLY | O_CLOEXEC));
    return lasting->fd == -1 ? -1 : 0;
/* GAP(2.3c) */
    size_t length;
    char *end;

    while ((end = memchr(lines->text, '\n', lines->used)) == NULL) {
        size_t room = sizeof lines->text - lines->used;
        ssize_t got = read(lines->fd, lines->text + lines->used, room);

        if (got == -1)
            return -1;
        lines->used += (size_t)got;
        if (got == 0) {
            close(lines->fd);
            if (only_fifo(open(name_of_log, O_RDONLY)) != lines->fd) /* HERE */
                return -1;
        }
    }
    length = (size_t)(end + 1 - lines->text);
    memcpy(line, lines->text, length);
    lines->used -= length;
    memmove(lines->text, lines->text + length, lines->used);
    return (ssize_t)length;
