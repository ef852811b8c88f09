/* Right: MSG_PEEK until the whole frame is there would spin; here the header
 * is peeked at, and then all of it is taken.
 * expect: full points
 */
/* REPLACE(receive_frame) */
ssize_t receive_frame(int socket, char bytes[FRAME_MAX])
{
    unsigned char header[4];
    ssize_t got = receive_all(socket, header, 1);
    size_t length;

    if (got <= 0)
        return got == 0 ? NO_MORE : -1;
    got = receive_all(socket, header + 1, 3);
    if (got == -1)
        return -1;
    length = (size_t)header[0] << 24 | (size_t)header[1] << 16 |
             (size_t)header[2] << 8 | header[3];
    errno = EPROTO;
    if (got < 3)
        return -1;
    errno = EMSGSIZE;
    if (length > FRAME_MAX)
        return -1;
    got = receive_all(socket, bytes, length);
    if (got == (ssize_t)length || got == -1)
        return got;
    errno = EPROTO;
    return -1;
}
