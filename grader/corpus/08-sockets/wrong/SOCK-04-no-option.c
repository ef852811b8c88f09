/* SOCK-04: no SO_REUSEADDR.
 * expect: SOCK-04 in 8.5 at HERE
 */
/* GAP(8.5b) */
    if (bind(fd, address->ai_addr, address->ai_addrlen) == -1 || /* HERE */
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
