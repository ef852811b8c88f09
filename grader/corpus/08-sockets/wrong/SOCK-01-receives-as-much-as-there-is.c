/* SOCK-01: a receive of a whole buffer takes a part of the next frame as well.
 * expect: SOCK-01 in 8.2 at HERE
 * also: 8.2 8.4
 */
/* REPLACE(receive_frame) */
ssize_t receive_frame(int socket, char bytes[FRAME_MAX])
{
    char frame[sizeof(uint32_t) + FRAME_MAX];
    uint32_t header;
    ssize_t got;
    size_t length;

    (void)receive_all;
    do
        got = recv(socket, frame, sizeof frame, 0); /* HERE */
    while (got == -1 && errno == EINTR);
    if (got <= 0)
        return got == 0 ? NO_MORE : -1;
    memcpy(&header, frame, sizeof header);
    length = ntohl(header);
    if (length > FRAME_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if ((size_t)got < sizeof header + length) {
        errno = EPROTO;
        return -1;
    }
    memcpy(bytes, frame + sizeof header, length);
    return (ssize_t)length;
}
