/* SOCK-04: SO_REUSEADDR is set when bind has been refused already.
 * expect: SOCK-04 in 8.5 at HERE
 */
/* GAP(8.5b) */
    if (bind(fd, address->ai_addr, address->ai_addrlen) == -1 || /* HERE */
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)) ==
            -1 ||
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
