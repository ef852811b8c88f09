/* SOCK-05: a name that exists is taken for a server.
 * expect: SOCK-05 in 8.3 at HERE
 */
/* GAP(8.3b) */
    (void)length;
    return access(address->sun_path, F_OK) == -1;
/* GAP(8.3c) */
    if (is_dead(&address, length))
        unlink(address.sun_path);
    if (bind(fd, (struct sockaddr *)&address, length) == -1 || /* HERE */
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
