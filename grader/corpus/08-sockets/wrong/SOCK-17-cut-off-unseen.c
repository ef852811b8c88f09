/* SOCK-17: room for one int lets two descriptors in, and MSG_CTRUNC is not
 * looked at.
 * expect: SOCK-17 in 8.8 at HERE
 */
/* REPLACE(take_file) */
int take_file(int socket)
{
    char byte = 0;
    struct iovec part = { &byte, sizeof byte };
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control;
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    int fd;
    ssize_t got;

    (void)descriptors_in;
    do
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC); /* HERE */
    while (got == -1 && errno == EINTR);
    if (got == 0)
        errno = ECONNRESET;
    if (got <= 0)
        return -1;
    if (CMSG_FIRSTHDR(&message) == NULL) {
        errno = EPROTO;
        return -1;
    }
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    if (byte == 'F')
        return fd;
    close(fd);
    errno = EPROTO;
    return -1;
}
