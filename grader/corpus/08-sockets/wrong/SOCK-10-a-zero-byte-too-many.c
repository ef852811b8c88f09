/* SOCK-10: the zero byte at the end of a string is counted.
 * expect: SOCK-10 in 8.3 at HERE
 */
/* GAP(8.3a) */
    if (bytes == 0 || bytes > NAME_BYTES) {
        errno = bytes == 0 ? ENOENT : ENAMETOOLONG;
        return -1;
    }
    memcpy(address->sun_path, name, bytes);
    *length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes + 1);
    if (name[0] == '@')
        address->sun_path[0] = '\0';
    return 0;
/* GAP(8.3c) */
    if (is_dead(&address, length))
        unlink(address.sun_path);
    if (bind(fd, (struct sockaddr *)&address, length) == -1 || /* HERE */
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
