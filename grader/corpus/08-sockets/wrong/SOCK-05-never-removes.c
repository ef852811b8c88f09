/* SOCK-05: a dead socket stays where it is.
 * expect: SOCK-05 in 8.3 at HERE
 */
/* GAP(8.3c) */
    (void)is_dead;
    if (bind(fd, (struct sockaddr *)&address, length) == -1 || /* HERE */
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
