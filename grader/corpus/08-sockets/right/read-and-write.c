/* Right: read and write, while SIGPIPE is ignored for the time of the call.
 * expect: full points
 */
/* GAP(8.1a) */
    const char *next = bytes;
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    int saved = 0;

    sigaction(SIGPIPE, &ignore, &before);
    while (length > 0 && saved == 0) {
        ssize_t sent = write(socket, next, length);

        if (sent == -1 && errno != EINTR)
            saved = errno;
        if (sent > 0) {
            next += sent;
            length -= (size_t)sent;
        }
    }
    sigaction(SIGPIPE, &before, NULL);
    errno = saved;
    return saved == 0 ? 0 : -1;
/* GAP(8.2b) */
    size_t have = 0;

    while (have < length) {
        ssize_t got = read(socket, (char *)bytes + have, length - have);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == -1)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
/* GAP(8.1b) */
    if (send_all(socket, text, length) == -1 && !wants_no_more(errno))
        return -1;
    shutdown(socket, SHUT_WR);
    for (;;) {
        ssize_t got = read(socket, answer, sizeof answer);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == 0 || (got == -1 && wants_no_more(errno)))
            return 0;
        if (got == -1 || write_all(out, answer, (size_t)got) == -1)
            return -1;
    }
