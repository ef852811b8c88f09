/* Right: bind, and only if that is refused look whether somebody lives
 * there.
 * expect: full points
 */
/* GAP(8.3c) */
    if (bind(fd, (struct sockaddr *)&address, length) == -1) {
        if (errno != EADDRINUSE)
            return give_up(fd);
        if (!is_dead(&address, length)) {
            errno = EADDRINUSE;
            return give_up(fd);
        }
        unlink(address.sun_path);
        if (bind(fd, (struct sockaddr *)&address, length) == -1)
            return give_up(fd);
    }
    if (listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
