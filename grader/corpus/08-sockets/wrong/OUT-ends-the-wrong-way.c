/* OUT: the receiving half is shut, and not the sending one.
 * expect: OUT in 8.1 no line
 * also: 8.1
 */
/* GAP(8.1b) */
    if (send_all(socket, text, length) == -1 && !wants_no_more(errno))
        return -1;
    shutdown(socket, SHUT_RD);
    for (;;) {
        ssize_t got = recv(socket, answer, sizeof answer, 0);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == 0 || (got == -1 && wants_no_more(errno)))
            return 0;
        if (got == -1 || write_all(out, answer, (size_t)got) == -1)
            return -1;
    }
