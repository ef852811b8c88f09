/* SOCK-08: a size_t goes out as it lies in memory.
 * expect: SOCK-08 in 8.2 at SEND
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
/* REPLACE(send_frame) */
int send_frame(int socket, const void *bytes, size_t length)
{
    struct {
        size_t length;
        char bytes[FRAME_MAX];
    } frame;

    if (length > FRAME_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    frame.length = length;
    memcpy(frame.bytes, bytes, length);
    return send_all(socket, &frame, sizeof frame.length + length);
}
