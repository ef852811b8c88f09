/* SOCK-14: the child has the listening socket as long as it serves.
 * expect: SOCK-14 in 8.4 at HERE
 */
/* GAP(8.4c) */
    pid = fork(); /* HERE */
    if (pid == 0) {
        (void)listener;
        serve_client(connection);
        _exit(0);
    }
    saved = errno;
    close(connection);
    errno = saved;
