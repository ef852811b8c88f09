/* SOCK-22: a client that went before it was accepted ends the server.
 * expect: SOCK-22 in 8.4 at HERE
 */
/* GAP(8.4b) */
    for (;;) {
        int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* HERE */

        if (connection != -1 || errno != EINTR)
            return connection;
    }
