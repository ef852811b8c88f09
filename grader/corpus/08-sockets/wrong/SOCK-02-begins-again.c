/* SOCK-02: after a short send all of it is sent once more.
 * expect: SOCK-02 in 8.2 at HERE
 * also: 8.4
 * expect: SOCK-02 in 8.5 at HERE
 */
/* GAP(8.1a) */
    const char *next = bytes;

    while (length > 0) {
        ssize_t sent = send(socket, next, length, MSG_NOSIGNAL); /* HERE */

        if (sent == -1 && errno == EINTR)
            continue;
        if (sent == -1)
            return -1;
        length -= (size_t)sent;
    }
    return 0;
