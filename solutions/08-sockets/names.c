/*
 * names.c - exercise 8.3: a unix socket and its name.
 *
 *   bind("/run/upper") --> a file of the kind "socket" appears
 *   close, exit, kill  --> the file stays, and nobody is behind it
 *   connect            --> ECONNREFUSED then: that is how a dead name is told
 *   bind again         --> EADDRINUSE, dead or alive
 *
 * A name that begins with a zero byte ("@" here) lies in no directory.
 * What the functions must do stands in sockets.h.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
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

int unix_address(const char *name, struct sockaddr_un *address,
                 socklen_t *length)
{
    size_t bytes = strlen(name);

    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    /*
     * TODO(8.3a): 1. Refuse an empty name, and one of more than NAME_BYTES. 2.
     * Copy it to sun_path. "@" at its beginning becomes a zero byte. 3. *length
     * is offsetof(struct sockaddr_un, sun_path) and the bytes of the name; a
     * path has a zero byte at its end, an abstract name has none.
     */
    /* SOLUTION(8.3a) */
    if (bytes == 0 || bytes > NAME_BYTES) {
        errno = bytes == 0 ? ENOENT : ENAMETOOLONG;
        return -1;
    }
    memcpy(address->sun_path, name, bytes);
    *length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes);
    if (name[0] == '@')
        address->sun_path[0] = '\0';
    else
        *length += 1; /* DOC: what-counts-of-a-name */
    return 0;
    /* STARTER(8.3a)
    (void)bytes;
    *length = 0;
    errno = ENOSYS;
    return -1;
    END(8.3a) */
}

int unix_connect(const char *name)
{
    struct sockaddr_un address;
    socklen_t length;
    int fd;

    if (unix_address(name, &address, &length) == -1)
        return -1;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd == -1)
        return -1;
    /* A unix connect that was interrupted has not begun: it is made again. */
    while (connect(fd, (struct sockaddr *)&address, length) == -1) {
        if (errno != EINTR)
            return give_up(fd);
    }
    return fd;
}

/* Is this path a socket that nobody listens on any more? */
static bool is_dead(const struct sockaddr_un *address, socklen_t length)
{
    /*
     * TODO(8.3b): 1. An abstract name never is dead; a path that is no socket
     * (lstat, S_ISSOCK) is not ours. 2. Try to connect a socket of your own to
     * it, without ever sleeping there (SOCK_NONBLOCK). Which errno says that
     * nobody listens?
     */
    /* SOLUTION(8.3b) */
    struct stat status;
    bool dead;
    int fd;

    if (address->sun_path[0] == '\0' ||
        lstat(address->sun_path, &status) == -1 || !S_ISSOCK(status.st_mode))
        return false;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd == -1)
        return false;
    dead = connect(fd, (const struct sockaddr *)address, length) == -1 &&
           errno == ECONNREFUSED; /* DOC: dead-or-alive */
    close(fd);
    return dead;
    /* STARTER(8.3b)
    (void)address;
    (void)length;
    return false;
    END(8.3b) */
}

int unix_listen(const char *name)
{
    struct sockaddr_un address;
    socklen_t length;
    int fd;

    if (unix_address(name, &address, &length) == -1)
        return -1;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd == -1)
        return -1;
    /*
     * TODO(8.3c): 1. Remove a dead socket of that name. 2. Bind. 3. Listen, with
     * SOMAXCONN. On an error: return give_up(fd).
     */
    /* SOLUTION(8.3c) */
    if (is_dead(&address, length))
        unlink(address.sun_path);
    if (bind(fd, (struct sockaddr *)&address, length) == -1 ||
        listen(fd, SOMAXCONN) == -1)
        return give_up(fd);
    return fd;
    /* STARTER(8.3c)
    (void)is_dead;
    errno = ENOSYS;
    return give_up(fd);
    END(8.3c) */
}
