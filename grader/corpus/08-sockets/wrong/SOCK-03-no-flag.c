/* SOCK-03: send without MSG_NOSIGNAL: whoever talks to a partner who has gone
 * is ended by SIGPIPE.
 * expect: SOCK-03 in 8.1 at HERE
 * expect: SOCK-03 in 8.2 at HERE
 */
/* GAP(8.1a) */
    const char *next = bytes;

    while (length > 0) {
        ssize_t sent = send(socket, next, length, 0); /* HERE */

        if (sent == -1 && errno == EINTR)
            continue;
        if (sent == -1)
            return -1;
        next += sent;
        length -= (size_t)sent;
    }
    return 0;
