/* socket_tools.c - making, binding and filling sockets. */
#include "sockets.h"

#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char bytes[1 << 16];

void make_ends(int type, int ends[2])
{
    if (socketpair(AF_UNIX, type, 0, ends) == -1)
        err(1, "socketpair");
}

int make_socket(int domain, int type)
{
    int fd = socket(domain, type, 0);
    if (fd == -1)
        err(1, "socket");
    return fd;
}

/* The path of this run, else one where the scene stands; or with letter '@' an
 * abstract name. */
socklen_t path_name(struct sockaddr_un *name, const char *tail)
{
    const char *path = getenv("SCENE_PATH");
    *name = (struct sockaddr_un){ .sun_family = AF_UNIX };
    (void)snprintf(name->sun_path, sizeof name->sun_path, "%s%s",
                   path ? path : "ipc-lab-scene", tail);
    return sizeof *name;
}

void bind_path(int fd, const char *tail)
{
    struct sockaddr_un name;
    socklen_t length = path_name(&name, tail);
    if (bind(fd, (struct sockaddr *)&name, length) == -1)
        err(1, "bind %s", name.sun_path);
}

void connect_path(int fd, const char *tail)
{
    struct sockaddr_un name;
    socklen_t length = path_name(&name, tail);
    if (connect(fd, (struct sockaddr *)&name, length) == -1)
        err(1, "connect %s", name.sun_path);
}

int listen_path(int backlog)
{
    int fd = make_socket(AF_UNIX, SOCK_STREAM);
    bind_path(fd, "");
    if (listen(fd, backlog) == -1)
        err(1, "listen");
    return fd;
}

/* Binds to a free port of loopback and says which. */
int bind_port(int domain, int type, struct sockaddr_storage *name,
              socklen_t *length)
{
    int fd = make_socket(domain, type);
    struct sockaddr_in *four = (void *)name;
    struct sockaddr_in6 *six = (void *)name;
    memset(name, 0, sizeof *name);
    name->ss_family = (sa_family_t)domain;
    if (domain == AF_INET)
        four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    else
        six->sin6_addr = in6addr_loopback;
    *length = domain == AF_INET ? sizeof *four : sizeof *six;
    if (bind(fd, (struct sockaddr *)name, *length) == -1 ||
        getsockname(fd, (struct sockaddr *)name, length) == -1)
        err(1, "bind");
    return fd;
}

void put(int fd, size_t count)
{
    if (send(fd, bytes, count, 0) != (ssize_t)count)
        err(1, "send");
}

int put_for_ever(int fd)
{
    while (send(fd, bytes, sizeof bytes, 0) > 0)
        continue;
    return 1;
}

int wait_for_ever(void)
{
    return pause();
}

long put_all(int fd)
{
    long sum = 0;
    for (ssize_t sent; (sent = send(fd, bytes, PART, MSG_DONTWAIT)) > 0;)
        sum += sent;
    return sum;
}

void send_descriptor(int fd, int passed)
{
    char byte = 'x';
    struct iovec piece = { &byte, 1 };
    union {
        char room[CMSG_SPACE(sizeof passed)];
        struct cmsghdr aligned;
    } control = { { 0 } };
    struct msghdr message = { .msg_iov = &piece,
                              .msg_iovlen = 1,
                              .msg_control = control.room,
                              .msg_controllen = sizeof control.room };
    struct cmsghdr *part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof passed);
    memcpy(CMSG_DATA(part), &passed, sizeof passed);
    if (sendmsg(fd, &message, 0) != 1)
        err(1, "sendmsg");
}

void receive_descriptor(int fd)
{
    char byte;
    struct iovec piece = { &byte, 1 };
    union {
        char room[CMSG_SPACE(sizeof fd)];
        struct cmsghdr aligned;
    } control;
    struct msghdr message = { .msg_iov = &piece,
                              .msg_iovlen = 1,
                              .msg_control = control.room,
                              .msg_controllen = sizeof control.room };
    if (recvmsg(fd, &message, 0) != 1)
        err(1, "recvmsg");
}
