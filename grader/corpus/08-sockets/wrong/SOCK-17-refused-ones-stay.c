/* SOCK-17: what is refused stays open.
 * expect: SOCK-17 in 8.8 at HERE
 */
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
    errno = EPROTO;
    return -1;
