/* SOCK-06: whatever has the name is removed.
 * expect: SOCK-06 in 8.3 at HERE
 */
/* GAP(8.3c) */
    (void)is_dead;
    unlink(address.sun_path);
    if (bind(fd, (struct sockaddr *)&address, length) == -1 || /* HERE */
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
