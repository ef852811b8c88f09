/* RESULT: descriptors come without close-on-exec.
 * expect: RESULT in 8.8 no line
 */
/* GAP(8.8d) */
    do
        got = recvmsg(socket, &message, 0);
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
