/* SOCK-01: what one receive brings is taken for the header, or for all the
 * bytes.
 * expect: SOCK-01 in 8.2 at HERE
 * also: 8.4
 */
/* GAP(8.2b) */
    ssize_t got;

    do
        got = recv(socket, bytes, length, 0); /* HERE */
    while (got == -1 && errno == EINTR);
    return got;
