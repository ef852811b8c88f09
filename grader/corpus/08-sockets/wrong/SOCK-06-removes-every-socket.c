/* SOCK-06: a socket is removed without asking whether somebody listens.
 * expect: SOCK-06 in 8.3 at HERE
 */
/* GAP(8.3b) */
    struct stat status;

    (void)length;
    return lstat(address->sun_path, &status) == 0 && S_ISSOCK(status.st_mode);
/* GAP(8.3c) */
    if (is_dead(&address, length))
        unlink(address.sun_path);
    if (bind(fd, (struct sockaddr *)&address, length) == -1 || /* HERE */
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
