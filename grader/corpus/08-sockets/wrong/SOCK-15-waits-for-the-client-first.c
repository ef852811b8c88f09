/* SOCK-15: the rest of the client is read before the stream is ended: each waits
 * for the other's end.
 * expect: SOCK-15 in 8.5 at HERE
 */
/* GAP(8.5d) */
    if (send_all(socket, bytes, length) == -1)
        return give_up(socket);
    do
        got = recv(socket, rest, sizeof rest, 0); /* HERE */
    while (got > 0 || (got == -1 && errno == EINTR));
    if (got == -1)
        return give_up(socket);
