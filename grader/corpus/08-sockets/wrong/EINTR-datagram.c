/* EINTR: a receive that a signal interrupts ends the server.
 * expect: EINTR in 8.7 at HERE
 */
/* GAP(8.7b) */
    *size = sizeof *sender;
    return recvfrom(socket, text, DATAGRAM_MAX, MSG_TRUNC, /* HERE */
                    (struct sockaddr *)sender, size);
