/* SOCK-08: lengths in the order of this machine, on both sides.
 * expect: SOCK-08 in 8.2 at SEND
 * expect: SOCK-08 in 8.2 at RECEIVE
 * also: 8.4
 */
/* GAP(8.1a) */
    const char *next = bytes;

    while (length > 0) {
        ssize_t sent = send(socket, next, length, MSG_NOSIGNAL); /* SEND */

        if (sent == -1 && errno == EINTR)
            continue;
        if (sent == -1)
            return -1;
        next += sent;
        length -= (size_t)sent;
    }
    return 0;
/* GAP(8.2a) */
    uint32_t header = (uint32_t)length;

    if (length > FRAME_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    memcpy(frame, &header, sizeof header);
    if (length > 0)
        memcpy(frame + sizeof header, bytes, length);
    return send_all(socket, frame, sizeof header + length);
/* GAP(8.2b) */
    size_t have = 0;

    while (have < length) {
        ssize_t got = recv(socket, (char *)bytes + have, length - have, 0); /* RECEIVE */

        if (got == -1 && errno == EINTR)
            continue;
        if (got == -1)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
/* GAP(8.2c) */
    size_t length = header;

    if (got == -1)
        return -1;
    if (got == 0)
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
