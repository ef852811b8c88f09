/* SOCK-06: a file refuses a connection, too.
 * expect: SOCK-06 in 8.3 at HERE
 */
/* GAP(8.3b) */
    bool dead;
    int fd;

    if (address->sun_path[0] == '\0')
        return false;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd == -1)
        return false;
    dead = connect(fd, (const struct sockaddr *)address, length) == -1 &&
           errno == ECONNREFUSED;
    close(fd);
    return dead;
/* GAP(8.3c) */
    if (is_dead(&address, length))
        unlink(address.sun_path);
    if (bind(fd, (struct sockaddr *)&address, length) == -1 || /* HERE */
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
