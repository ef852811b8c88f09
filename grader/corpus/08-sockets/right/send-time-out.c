/* Right: a blocking connect with SO_SNDTIMEO, after which it is waited for
 * the rest of the time.
 * expect: full points
 */
/* TOP(tcp.c) */
#include <sys/time.h>
/* REPLACE(connect_to) */
static int connect_to(const struct addrinfo *address, int milliseconds)
{
    struct timeval limit = { milliseconds / 1000, milliseconds % 1000 * 1000 };
    long long end = now_ms() + milliseconds;
    int error = 0, fd = socket(address->ai_family,
                               address->ai_socktype | SOCK_CLOEXEC,
                               address->ai_protocol);
    socklen_t size = sizeof error;

    (void)finish_connect;
    if (fd == -1)
        return -1;
    if (milliseconds >= 0)
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(fd, address->ai_addr, address->ai_addrlen) == 0)
        return fd;
    if (errno != EINTR && errno != EINPROGRESS)
        return give_up(fd);
    if (milliseconds >= 0)
        milliseconds = end > now_ms() ? (int)(end - now_ms()) : 0;
    if (wait_writable(fd, milliseconds) == -1)
        return give_up(fd);
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    errno = error;
    return error == 0 ? fd : give_up(fd);
}
