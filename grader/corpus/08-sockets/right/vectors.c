/* Right: header and bytes by sendmsg and readv, and what is left of them.
 * expect: full points
 */
/* TOP(stream.c) */
#include <sys/uio.h>
/* REPLACE(send_frame) */
int send_frame(int socket, const void *bytes, size_t length)
{
    uint32_t header = htonl((uint32_t)length);
    struct iovec parts[] = { { &header, sizeof header },
                             { (void *)(uintptr_t)bytes, length } };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
    ssize_t sent;

    if (length > FRAME_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    do
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent == -1 && errno == EINTR);
    if (sent == -1)
        return -1;
    if ((size_t)sent < sizeof header) {
        if (send_all(socket, (char *)&header + sent,
                     sizeof header - (size_t)sent) == -1)
            return -1;
        sent = sizeof header;
    }
    sent -= (ssize_t)sizeof header;
    return send_all(socket, (const char *)bytes + sent,
                    length - (size_t)sent);
}
/* GAP(8.2b) */
    size_t have = 0;

    while (have < length) {
        struct iovec part = { (char *)bytes + have, length - have };
        ssize_t got = readv(socket, &part, 1);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == -1)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
