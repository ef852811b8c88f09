/* SOCK-13: the parent never closes what the child serves.
 * expect: SOCK-13 in 8.4 at HERE
 */
/* GAP(8.4b) */
    for (;;) {
        int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* HERE */

        if (connection != -1 || (errno != EINTR && errno != ECONNABORTED))
            return connection;
    }
/* GAP(8.4c) */
    pid = fork();
    if (pid == 0) {
        close(listener);
        serve_client(connection);
        _exit(0);
    }
    (void)saved;
