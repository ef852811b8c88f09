/* Right: the header first (MSG_MORE), then the bytes.
 * expect: full points
 */
/* REPLACE(send_frame) */
int send_frame(int socket, const void *bytes, size_t length)
{
    unsigned char header[4] = { 0, 0, (unsigned char)(length >> 8),
                                (unsigned char)length };
    const unsigned char *next = header;
    size_t left = sizeof header;

    if (length > FRAME_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    while (left > 0) {
        ssize_t sent = send(socket, next, left, MSG_NOSIGNAL | MSG_MORE);

        if (sent == -1 && errno != EINTR)
            return -1;
        if (sent > 0) {
            next += sent;
            left -= (size_t)sent;
        }
    }
    return send_all(socket, bytes, length);
}
