/* Right, and slow: one byte for each receive.
 * expect: full points
 */
/* GAP(8.2b) */
    size_t have = 0;

    while (have < length) {
        ssize_t got = recv(socket, (char *)bytes + have, 1, 0);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == -1)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
