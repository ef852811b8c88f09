/* SOCK-11: a client has no name, so nobody can answer it.
 * expect: SOCK-11 in 8.7 at HERE
 * also: 8.7
 */
/* REPLACE(datagram_open) */
int datagram_open(const char *name)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    socklen_t length = sizeof(sa_family_t);
    int fd, saved;

    if (name != NULL && unix_address(name, &address, &length) == -1)
        return -1;
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0); /* HERE */
    if (fd == -1)
        return -1;
    saved = errno;
    if (name != NULL &&
        bind(fd, (struct sockaddr *)&address, length) == -1) {
        saved = errno;
        close(fd);
        fd = -1;
    }
    errno = saved;
    return fd;
}
