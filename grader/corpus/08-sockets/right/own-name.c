/* Right: a client makes a name of its own.
 * expect: full points
 */
/* TOP(datagrams.c) */
#include <stdio.h>
/* REPLACE(datagram_open) */
int datagram_open(const char *name)
{
    struct sockaddr_un address;
    socklen_t length;
    char own[64];
    static int number;
    int fd, saved;

    snprintf(own, sizeof own, "@client-%d-%d", (int)getpid(), number++);
    if (unix_address(name ? name : own, &address, &length) == -1)
        return -1;
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd == -1 || bind(fd, (struct sockaddr *)&address, length) == 0)
        return fd;
    saved = errno;
    close(fd);
    errno = saved;
    return -1;
}
