/* SOCK-03: a command that wants no more input is taken for an error.
 * expect: SOCK-03 in 8.1 at HERE
 */
/* GAP(8.1a) */
    const char *next = bytes;

    while (length > 0) {
        ssize_t sent = send(socket, next, length, MSG_NOSIGNAL); /* HERE */

        if (sent == -1 && errno == EINTR)
            continue;
        if (sent == -1)
            return -1;
        next += sent;
        length -= (size_t)sent;
    }
    return 0;
/* GAP(8.1b) */
    if (send_all(socket, text, length) == -1)
        return -1;
    shutdown(socket, SHUT_WR);
    for (;;) {
        ssize_t got = recv(socket, answer, sizeof answer, 0);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == 0 || (got == -1 && wants_no_more(errno)))
            return 0;
        if (got == -1 || write_all(out, answer, (size_t)got) == -1)
            return -1;
    }
