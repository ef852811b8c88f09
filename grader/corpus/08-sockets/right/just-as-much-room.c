/* Right: room for one descriptor; what is beyond is cut off and told, and what
 * came is closed.
 * expect: full points
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
    int fds[RIGHTS_MAX], count;
    ssize_t got;

    do
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (got == -1 && errno == EINTR);
    if (got == 0)
        errno = ECONNRESET;
    if (got <= 0)
        return -1;
    count = descriptors_in(&message, fds);
    if (count == 1 && byte == 'F' && !(message.msg_flags & MSG_CTRUNC))
        return fds[0];
    while (count > 0)
        close(fds[--count]);
    errno = EPROTO;
    return -1;
}
