/*
 * scenes_tools.c - the plain calls of the other side. Finished code.
 *
 * Whoever plays the partner of a function that is tested uses none of them. So
 * these know nothing of signals and of short results beyond what they need.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenes.h"

pid_t fork_role(void)
{
    pid_t pid = fork();

    if (pid == -1)
        err(FAILED, "fork");
    return pid;
}

void wait_role(pid_t pid)
{
    while (waitpid(pid, NULL, 0) == -1 && errno == EINTR)
        continue;
}

void end_role(pid_t pid, bool at_once)
{
    if (pid == -1)
        return;
    if (at_once)
        kill(pid, SIGKILL);
    wait_role(pid);
}

int open_descriptors(void)
{
    DIR *directory = opendir("/proc/self/fd");
    int count = -1; /* not the one that reads them */

    if (directory == NULL)
        err(FAILED, "/proc/self/fd");
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

/* ---- unix ---------------------------------------------------------------- */

socklen_t plain_address(const char *name, struct sockaddr_un *address)
{
    size_t length = strlen(name);

    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    if (length >= sizeof address->sun_path)
        errx(BAD_USAGE, "a name of %zu bytes is too long", length);
    memcpy(address->sun_path, name, length);
    if (name[0] == '@')
        address->sun_path[0] = '\0';
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length +
                       (name[0] != '@'));
}

int plain_bound(const char *name, int type)
{
    struct sockaddr_un address;
    socklen_t length = plain_address(name, &address);
    int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

    if (fd == -1 || bind(fd, (struct sockaddr *)&address, length) == -1 ||
        (type != SOCK_DGRAM && listen(fd, SOMAXCONN) == -1))
        err(FAILED, "%s", name);
    return fd;
}

int plain_connect(const char *name)
{
    struct sockaddr_un address;
    socklen_t length = plain_address(name, &address);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd != -1 && connect(fd, (struct sockaddr *)&address, length) == -1) {
        int saved = errno;

        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

/* ---- the network --------------------------------------------------------- */

static socklen_t loopback(int family, in_port_t port,
                          struct sockaddr_storage *address)
{
    struct sockaddr_in *four = (void *)address;
    struct sockaddr_in6 *six = (void *)address;

    memset(address, 0, sizeof *address);
    address->ss_family = (sa_family_t)family;
    if (family == AF_INET) {
        four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        four->sin_port = htons(port);
        return sizeof *four;
    }
    six->sin6_addr = in6addr_loopback;
    six->sin6_port = htons(port);
    return sizeof *six;
}

void port_of(int socket, char port[8])
{
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } address = { 0 };
    socklen_t length = sizeof address;

    if (getsockname(socket, &address.any, &length) == -1)
        err(FAILED, "getsockname");
    snprintf(port, 8, "%d",
             ntohs(address.any.sa_family == AF_INET ? address.four.sin_port
                                                    : address.six.sin6_port));
}

int plain_listen_tcp(int family, int backlog, char port[8])
{
    struct sockaddr_storage address;
    socklen_t length = loopback(family, 0, &address);
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd == -1 || bind(fd, (struct sockaddr *)&address, length) == -1 ||
        listen(fd, backlog) == -1)
        err(FAILED, "tcp");
    port_of(fd, port);
    return fd;
}

int plain_connect_tcp(int family, const char *port)
{
    struct sockaddr_storage address;
    socklen_t length =
        loopback(family, (in_port_t)whole_number(port, 1, 65535), &address);
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd != -1 && connect(fd, (struct sockaddr *)&address, length) == -1) {
        int saved = errno;

        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

/* ---- the service --------------------------------------------------------- */

static char service_port[8]; /* known to all who are forked behind */

int open_service(const char *name)
{
    if (surroundings.family == 0)
        return plain_bound(name, SOCK_STREAM);
    return plain_listen_tcp(surroundings.family, SOMAXCONN, service_port);
}

int connect_service(const char *name)
{
    if (surroundings.family == 0)
        return plain_connect(name);
    return plain_connect_tcp(surroundings.family, service_port);
}

void wait_for_others(int others)
{
    char byte;

    while (read(others, &byte, 1) == -1 && errno == EINTR)
        continue;
}

/* ---- bytes --------------------------------------------------------------- */

bool put(int socket, const void *bytes, size_t length)
{
    for (size_t done = 0; done < length;) {
        ssize_t sent = send(socket, (const char *)bytes + done, length - done,
                            MSG_NOSIGNAL);

        if (sent == -1)
            return false;
        done += (size_t)sent;
    }
    return true;
}

bool get(int socket, void *bytes, size_t length)
{
    for (size_t done = 0; done < length;) {
        ssize_t got =
            recv(socket, (char *)bytes + done, length - done, MSG_WAITALL);

        if (got == 0)
            errno = 0;
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

bool put_frame(int socket, const void *bytes, size_t length)
{
    uint32_t header = htonl((uint32_t)length);
    char frame[sizeof header + WORD_MAX];

    memcpy(frame, &header, sizeof header);
    memcpy(frame + sizeof header, bytes, length);
    return put(socket, frame, sizeof header + length);
}

ssize_t get_frame(int socket, char *bytes, size_t size)
{
    uint32_t header;
    size_t length;

    if (!get(socket, &header, sizeof header))
        return -1;
    length = ntohl(header);
    if (length > size) {
        errno = EMSGSIZE;
        return -1;
    }
    return get(socket, bytes, length) ? (ssize_t)length : -1;
}

int get_end(int socket)
{
    char rest[1024];
    ssize_t got;

    do
        got = recv(socket, rest, sizeof rest, 0);
    while (got > 0);
    return got == 0 ? 0 : -1;
}
