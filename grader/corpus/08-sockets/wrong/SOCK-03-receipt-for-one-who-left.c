/* SOCK-03: the receipt of a client that has left ends the spooler.
 * expect: SOCK-03 in 8.9 at HERE
 */
/* GAP(8.9e) */
    while (send(connection, &number, sizeof number, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return 0;
