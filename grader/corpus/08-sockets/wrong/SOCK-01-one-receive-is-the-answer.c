/* SOCK-01: what the first receive brings is taken for the whole answer.
 * expect: SOCK-01 in 8.1 at HERE
 */
/* GAP(8.1b) */
    ssize_t got;

    if (send_all(socket, text, length) == -1 && !wants_no_more(errno))
        return -1;
    shutdown(socket, SHUT_WR);
    do
        got = recv(socket, answer, sizeof answer, 0); /* HERE */
    while (got == -1 && errno == EINTR);
    if (got == -1 && !wants_no_more(errno))
        return -1;
    return got > 0 ? write_all(out, answer, (size_t)got) : 0;
