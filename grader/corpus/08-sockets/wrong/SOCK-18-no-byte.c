/* SOCK-18: a message without a byte carries nothing.
 * expect: SOCK-18 in 8.8 at HERE
 */
/* GAP(8.8a) */
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);

    message.msg_iovlen = 0;
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    while (sendmsg(socket, &message, MSG_NOSIGNAL) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return 0;
