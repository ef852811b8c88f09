/* SOCK-09: a name that is too long is cut to what has room.
 * expect: SOCK-09 in 8.3 at HERE
 */
/* GAP(8.3a) */
    if (bytes == 0) {
        errno = ENOENT;
        return -1;
    }
    if (bytes > NAME_BYTES)
        bytes = NAME_BYTES;
    memcpy(address->sun_path, name, bytes);
    *length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes);
    if (name[0] == '@')
        address->sun_path[0] = '\0';
    else
        *length += 1;
    return 0;
/* GAP(8.3c) */
    if (is_dead(&address, length))
        unlink(address.sun_path);
    if (bind(fd, (struct sockaddr *)&address, length) == -1 || /* HERE */
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
