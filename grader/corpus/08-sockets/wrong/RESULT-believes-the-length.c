/* RESULT: a length that is too large is believed, and goes to recv.
 * expect: RESULT in 8.2 no line
 */
/* GAP(8.2c) */
    size_t length = ntohl(header);

    if (got == -1)
        return -1;
    if (got == 0)
        return NO_MORE;
    if (got == sizeof header) {
        got = receive_all(socket, bytes, length);
        if (got == -1 || (size_t)got == length)
            return got;
    }
    errno = EPROTO;
    return -1;
