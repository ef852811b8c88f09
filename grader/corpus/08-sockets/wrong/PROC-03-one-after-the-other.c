/* PROC-03: the server waits for each child before the next client.
 * expect: PROC-03 in 8.4 at HERE
 * also: 8.4
 */
/* GAP(8.4c) */
    pid = fork();
    if (pid == 0) {
        close(listener);
        serve_client(connection);
        _exit(0);
    }
    saved = errno;
    close(connection);
    if (pid > 0)
        waitid(P_PID, (id_t)pid, NULL, WEXITED | WNOWAIT); /* HERE */
    errno = saved;
