/* FIFO-05: the collector does not wait in open, and takes "no writer yet" for
 * the end.
 * expect: FIFO-05 in 2.3 at HERE
 * also: 2.5 2.7
 * varies: 2.5 2.7
 */
/* GAP(2.3b) */
    lasting->fd = only_fifo(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    return lasting->fd == -1 ? -1 : 0;
/* GAP(2.3c) */
    size_t length;
    char *end;

    while ((end = memchr(lines->text, '\n', lines->used)) == NULL) {
        size_t room = sizeof lines->text - lines->used;
        ssize_t got = -1;

        errno = EMSGSIZE;
        if (lines->used < PIPE_BUF)
            got = read(lines->fd, lines->text + lines->used, room); /* HERE */
        if (got <= 0)
            return got;
        lines->used += (size_t)got;
    }
    length = (size_t)(end + 1 - lines->text);
    memcpy(line, lines->text, length);
    lines->used -= length;
    memmove(lines->text, lines->text + length, lines->used);
    return (ssize_t)length;
