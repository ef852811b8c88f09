/* SOCK-12: room for 100 bytes of a title; the rest is lost.
 * expect: SOCK-12 in 8.9 at HERE
 */
/* GAP(8.9d) */
    struct iovec part = { title, 100 };
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
