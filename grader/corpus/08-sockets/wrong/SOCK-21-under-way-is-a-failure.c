/* SOCK-21: EINPROGRESS is taken for a failure.
 * expect: SOCK-21 in 8.5 at HERE
 */
/* GAP(8.5c) */
    (void)wait_writable;
    (void)milliseconds;
    return connect(fd, address->ai_addr, address->ai_addrlen); /* HERE */
