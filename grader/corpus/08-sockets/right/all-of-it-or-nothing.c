/* Right: MSG_WAITALL, in a loop.
 * expect: full points
 */
/* GAP(8.2b) */
    size_t have = 0;

    while (have < length) {
        ssize_t got = recv(socket, (char *)bytes + have, length - have, MSG_WAITALL);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == -1)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
