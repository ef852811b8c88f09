/* CRASH: a message without descriptors has no header.
 * expect: CRASH in 8.8 at HERE
 */
/* GAP(8.8c) */
    struct cmsghdr *header = CMSG_FIRSTHDR(message);

    count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int)); /* HERE */
    memcpy(fds, CMSG_DATA(header), (size_t)count * sizeof(int));
