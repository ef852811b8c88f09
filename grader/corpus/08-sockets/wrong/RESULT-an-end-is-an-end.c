/* RESULT: a stream that ends in the middle of a frame is taken for its end.
 * expect: RESULT in 8.2 no line
 */
/* GAP(8.2c) */
    size_t length = ntohl(header);

    if (got == -1)
        return -1;
    if (got < (ssize_t)sizeof header)
        return NO_MORE;
    if (got == sizeof header && length > FRAME_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (got == sizeof header) {
        got = receive_all(socket, bytes, length);
        if (got == -1 || (size_t)got == length)
            return got;
    }
    errno = EPROTO;
    return -1;
