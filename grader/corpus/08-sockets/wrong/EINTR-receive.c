/* EINTR: a receive that a signal interrupts ends the frame.
 * expect: EINTR in 8.2 at HERE
 */
/* GAP(8.2b) */
    size_t have = 0;

    while (have < length) {
        ssize_t got = recv(socket, (char *)bytes + have, length - have, 0); /* HERE */

        if (got == -1)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
