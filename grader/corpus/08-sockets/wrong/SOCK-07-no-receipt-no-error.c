/* SOCK-07: the end of the connection is taken for a receipt.
 * expect: SOCK-07 in 8.9 at HERE
 */
/* GAP(8.9c) */
    ssize_t got;

    do
        got = recv(connection, &number, sizeof number, 0); /* HERE */
    while (got == -1 && errno == EINTR);
    if (got == -1)
        return -1;
    return number == -1 ? 0 : number;
