/* RESULT: a command that ends with input unread is taken for an error.
 * expect: RESULT in 8.1 at HERE
 */
/* GAP(8.1b) */
    if (send_all(socket, text, length) == -1 && !wants_no_more(errno))
        return -1;
    shutdown(socket, SHUT_WR);
    for (;;) {
        ssize_t got = recv(socket, answer, sizeof answer, 0); /* HERE */

        if (got == -1 && errno == EINTR)
            continue;
        if (got == 0)
            return 0;
        if (got == -1 || write_all(out, answer, (size_t)got) == -1)
            return -1;
    }
