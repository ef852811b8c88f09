/* SOCK-15: nobody tells the command that this was all.
 * expect: SOCK-15 in 8.1 at HERE
 */
/* GAP(8.1b) */
    if (send_all(socket, text, length) == -1 && !wants_no_more(errno))
        return -1;
    for (;;) {
        ssize_t got = recv(socket, answer, sizeof answer, 0); /* HERE */

        if (got == -1 && errno == EINTR)
            continue;
        if (got == 0 || (got == -1 && wants_no_more(errno)))
            return 0;
        if (got == -1 || write_all(out, answer, (size_t)got) == -1)
            return -1;
    }
