/* STUCK: recvfrom is not told how much room there is for the address.
 * expect: STUCK in 8.7 at HERE
 * also: 8.7
 */
/* GAP(8.7b) */
    ssize_t length;

    do {
        *size = 0;
        memset(sender, 0, sizeof *sender);
        length = recvfrom(socket, text, DATAGRAM_MAX, MSG_TRUNC,
                          (struct sockaddr *)sender, size);
    } while (length == -1 && errno == EINTR);
    return length;
/* GAP(8.7c) */
        if (length > DATAGRAM_MAX)
            continue;
        make_upper(text, (size_t)length);
        sendto(socket, text, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL, /* HERE */
               (struct sockaddr *)&sender, size);
