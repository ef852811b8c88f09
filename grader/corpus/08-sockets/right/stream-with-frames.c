/* Right: a stream; a length in front of the title, and the descriptor beside its
 * first byte.
 * expect: full points
 */
/* GAP(8.9a) */
    if (unix_address(name, address, length) == -1)
        return -1;
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
/* GAP(8.9b) */
    char byte = (char)length;
    struct iovec part = { &byte, 1 };
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control = { 0 };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);

    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof document);
    memcpy(CMSG_DATA(header), &document, sizeof document);
    while (sendmsg(connection, &message, MSG_NOSIGNAL) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return send_all(connection, title, length);
/* GAP(8.9c) */
    size_t have = 0;

    while (have < sizeof number) {
        ssize_t got = recv(connection, (char *)&number + have,
                           sizeof number - have, 0);

        if (got == 0)
            errno = ECONNRESET;
        if (got == 0 || (got == -1 && errno != EINTR))
            return -1;
        have += got > 0 ? (size_t)got : 0;
    }
    return number;
/* GAP(8.9d) */
    char byte = 0;
    struct iovec part = { &byte, 1 };
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control;
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    struct cmsghdr *header;
    ssize_t got;

    do
        got = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
    while (got == -1 && errno == EINTR);
    if (got == 0 || (got == -1 && errno == ECONNRESET))
        return NO_MORE;
    header = got == -1 ? NULL : CMSG_FIRSTHDR(&message);
    if (header == NULL || header->cmsg_len != CMSG_LEN(sizeof *document))
        return -1;
    memcpy(document, CMSG_DATA(header), sizeof *document);
    size_t have = 0, length = (unsigned char)byte;

    while (have < length) {
        got = recv(connection, title + have, length - have, 0);
        if (got == 0 || (got == -1 && errno != EINTR)) {
            close(*document);
            return NO_MORE;
        }
        have += got > 0 ? (size_t)got : 0;
    }
    return (ssize_t)length;
