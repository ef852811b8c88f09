/* Right: MSG_PEEK with MSG_TRUNC tells the length, and then the datagram is
 * taken.
 * expect: full points
 */
/* GAP(8.7d) */
    do
        result = recv(socket, answer, size, MSG_PEEK | MSG_TRUNC);
    while (result == -1 && errno == EINTR);
    if (result == -1)
        return -1;
    recv(socket, answer, size, MSG_DONTWAIT);
    if (result > (ssize_t)size) {
        errno = EMSGSIZE;
        return -1;
    }
    return result;
/* GAP(8.7b) */
    struct iovec part = { text, DATAGRAM_MAX };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_name = sender };
    ssize_t length;

    do {
        message.msg_namelen = sizeof *sender;
        length = recvmsg(socket, &message, 0);
    } while (length == -1 && errno == EINTR);
    *size = message.msg_namelen;
    return message.msg_flags & MSG_TRUNC ? DATAGRAM_MAX + 1 : length;
