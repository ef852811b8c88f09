/*
 * tcp.c - exercise 8.5: the same across machines.
 *
 *   "localhost", "http" --getaddrinfo--> [::1]:80, 127.0.0.1:80, ...
 *                                        tried one after the other
 *
 *   connect (non-blocking) --> EINPROGRESS --> poll: writable --> SO_ERROR
 *                              it goes on       it is over        how?
 *
 * What the functions must do stands in sockets.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "sockets.h"

/* Closes the descriptor and keeps errno. Returns -1. */
static int give_up(int fd)
{
    int saved = errno;

    close(fd);
    errno = saved;
    return -1;
}

/* All addresses of a host and port, to be freed with freeaddrinfo; `flags` are
 * those of getaddrinfo. NULL with errno EADDRNOTAVAIL if there is none. */
static struct addrinfo *find_addresses(const char *host, const char *port,
                                       int flags)
{
    /*
     * TODO(8.5a): Ask getaddrinfo for stream sockets of any family. An empty
     * host is a null pointer to it.
     */
    (void)host;
    (void)port;
    (void)flags;
    errno = ENOSYS;
    return NULL;
}

/* ---- listening ----------------------------------------------------------- */

static int listen_at(const struct addrinfo *address)
{
    int fd = socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC,
                    address->ai_protocol);

    if (fd == -1)
        return -1;
    /*
     * TODO(8.5b): 1. Allow the address though old connections of it are still
     * remembered: which option, and when must it be set? 2. Bind to ai_addr,
     * listen. On an error: return give_up(fd).
     */
    errno = ENOSYS;
    return give_up(fd);
}

int tcp_listen(const char *host, const char *port)
{
    struct addrinfo *list = find_addresses(host, port, AI_PASSIVE);
    int fd = -1;

    if (list == NULL)
        return -1;
    for (struct addrinfo *at = list; at != NULL && fd == -1; at = at->ai_next)
        fd = listen_at(at);
    freeaddrinfo(list);
    return fd;
}

/* ---- connecting ---------------------------------------------------------- */

/* The time by a clock that nobody sets, in milliseconds. */
static long long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Sleeps until the socket is writable, for at most so many ms (-1: for ever),
 * whatever signals come. Returns 0, or -1; errno ETIMEDOUT. */
static int wait_writable(int fd, int milliseconds)
{
    struct pollfd wanted = { .fd = fd, .events = POLLOUT };
    long long end = now_ms() + milliseconds;

    for (;;) {
        long long left = milliseconds < 0 ? -1 : end - now_ms();
        int ready =
            poll(&wanted, 1, milliseconds >= 0 && left < 0 ? 0 : (int)left);

        if (ready == 1)
            return 0;
        if (ready == 0)
            errno = ETIMEDOUT;
        if (ready == 0 || errno != EINTR)
            return -1;
    }
}

/* Connects a non-blocking socket. Returns 0 or -1. */
static int finish_connect(int fd, const struct addrinfo *address,
                          int milliseconds)
{
    /*
     * TODO(8.5c): 1. Connect. Done at once, or an error other than EINPROGRESS:
     * that is the result. 2. It goes on by itself: wait_writable. 3. Writable
     * means that it is over, well or badly: the option SO_ERROR has the errno
     * of it, or 0.
     */
    (void)fd;
    (void)address;
    (void)milliseconds;
    (void)wait_writable;
    errno = ENOSYS;
    return -1;
}

static int connect_to(const struct addrinfo *address, int milliseconds)
{
    int flags, fd = socket(address->ai_family,
                           address->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
                           address->ai_protocol);

    if (fd == -1)
        return -1;
    if (finish_connect(fd, address, milliseconds) == -1)
        return give_up(fd);
    flags = fcntl(fd, F_GETFL);
    if (flags == -1 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == -1)
        return give_up(fd);
    return fd;
}

int tcp_connect(const char *host, const char *port, int milliseconds)
{
    struct addrinfo *list = find_addresses(host, port, 0);
    int fd = -1;

    if (list == NULL)
        return -1;
    for (struct addrinfo *at = list; at != NULL && fd == -1; at = at->ai_next)
        fd = connect_to(at, milliseconds);
    freeaddrinfo(list);
    return fd;
}

/* ---- the last words ------------------------------------------------------ */

/*
 *   close with bytes unread, or more to come: RST, "connection reset"
 *   shutdown(SHUT_WR), read to the end, close: FIN, end-of-file
 */
int send_last(int socket, const void *bytes, size_t length)
{
    char rest[1024];
    ssize_t got = 0;

    /*
     * TODO(8.5d): 1. Send the bytes (send_all). 2. End this way of the stream.
     * 3. Receive and throw away until the partner ends too, or it fails. An
     * error in 1 or 3: return give_up(socket).
     */
    (void)bytes;
    (void)length;
    (void)rest;
    (void)got;
    errno = ENOSYS;
    return give_up(socket);
    close(socket);
    return 0;
}
