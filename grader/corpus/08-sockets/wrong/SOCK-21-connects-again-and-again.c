/* SOCK-21: connect is called until it says something else than "under way".
 * expect: SOCK-21 in 8.5 at HERE
 */
/* GAP(8.5c) */
    int result;

    (void)wait_writable;
    (void)milliseconds;
    do
        result = connect(fd, address->ai_addr, /* HERE */
                         address->ai_addrlen);
    while (result == -1 && (errno == EINPROGRESS || errno == EALREADY));
    return result;
