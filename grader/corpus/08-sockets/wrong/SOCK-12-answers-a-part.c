/* SOCK-12: what was cut off is not noticed, and the rest is answered.
 * expect: SOCK-12 in 8.7 at HERE
 */
/* GAP(8.7b) */
    ssize_t length;

    do {
        *size = sizeof *sender;
        length = recvfrom(socket, text, DATAGRAM_MAX, 0, /* HERE */
                          (struct sockaddr *)sender, size);
    } while (length == -1 && errno == EINTR);
    return length;
