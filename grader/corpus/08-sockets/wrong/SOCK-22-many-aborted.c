/* SOCK-22: a client that went before it was accepted ends the server.
 * expect: SOCK-22 in 8.6 at HERE
 */
/* GAP(8.6c) */
    fd = accept4(service->listener, NULL, NULL, SOCK_CLOEXEC); /* HERE */
    if (fd == -1)
        return errno == EAGAIN || errno == EINTR ? 0
                                                                          : -1;
