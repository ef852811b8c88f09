/* SOCK-01: a stream, and nothing that says where a title ends.
 * expect: SOCK-01 in 8.9 at HERE
 * also: 8.9
 */
/* GAP(8.9a) */
    if (unix_address(name, address, length) == -1)
        return -1;
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
/* GAP(8.9d) */
    struct iovec part = { title, TITLE_MAX };
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
        got = recvmsg(connection, &message, MSG_CMSG_CLOEXEC); /* HERE */
    while (got == -1 && errno == EINTR);
    if (got == 0 || (got == -1 && errno == ECONNRESET))
        return NO_MORE;
    header = got == -1 ? NULL : CMSG_FIRSTHDR(&message);
    if (header == NULL || header->cmsg_len != CMSG_LEN(sizeof *document))
        return -1;
    memcpy(document, CMSG_DATA(header), sizeof *document);
    return got;
