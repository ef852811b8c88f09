/* OUT: -1 of an interrupted write is added to what was sent.
 * expect: OUT in 1.2 no line
 * also: 1.1 1.6
 */
/* GAP(1.2b) */
    const char *from = buffer;
    size_t sent = 0;

    while (sent < count)
        sent += (size_t)write(fd, from + sent, count - sent);
    return (ssize_t)sent;
