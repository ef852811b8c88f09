/* SOCK-02: send is called once, whatever it takes.
 * expect: SOCK-02 in 8.2 at HERE
 * also: 8.4
 * expect: SOCK-02 in 8.5 at HERE
 */
/* GAP(8.1a) */
    ssize_t sent;

    do
        sent = send(socket, bytes, length, MSG_NOSIGNAL); /* HERE */
    while (sent == -1 && errno == EINTR);
    return sent == -1 ? -1 : 0;
