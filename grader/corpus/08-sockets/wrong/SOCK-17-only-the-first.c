/* SOCK-17: one descriptor is looked at, however many came.
 * expect: SOCK-17 in 8.8 at HERE
 */
/* GAP(8.8c) */
    struct cmsghdr *header = CMSG_FIRSTHDR(message);

    if (header != NULL && header->cmsg_level == SOL_SOCKET &&
        header->cmsg_type == SCM_RIGHTS) {
        memcpy(fds, CMSG_DATA(header), sizeof *fds);
        count = 1;
    }
/* GAP(8.8d) */
    do
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC); /* HERE */
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
