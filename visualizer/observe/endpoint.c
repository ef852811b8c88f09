/* endpoint.c - getsockopt(2), getsockname(2) and FIONREAD on a duplicate. */
#include "observe/endpoint.h"

#include "observe/proc.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#ifndef SO_NETNS_COOKIE /* Linux 5.14, younger than some headers */
#define SO_NETNS_COOKIE 71
#endif

/* ---- addresses ---- */

/* A path may lack its NUL; an abstract name may hold any byte. */
static void unix_name(const struct sockaddr_un *address, socklen_t length,
                      char *text)
{
    size_t bytes = length - offsetof(struct sockaddr_un, sun_path);
    size_t used = 0;
    if (length <= offsetof(struct sockaddr_un, sun_path))
        return;
    if (address->sun_path[0] != '\0')
        bytes = strnlen(address->sun_path, bytes);
    for (size_t i = 0; i < bytes && used < ADDRESS_TEXT - 5; i++) {
        unsigned char byte = (unsigned char)address->sun_path[i];
        if (i == 0 && byte == '\0')
            text[used++] = '@';
        else if (byte > ' ' && byte < 0x7f)
            text[used++] = (char)byte;
        else
            used += (size_t)sprintf(text + used, "\\x%02x", byte);
    }
    text[used] = '\0';
}

static void inet_name(const struct sockaddr_storage *address, char *text)
{
    char host[INET6_ADDRSTRLEN] = "?";
    const struct sockaddr_in *four = (const void *)address;
    const struct sockaddr_in6 *six = (const void *)address;
    bool old = address->ss_family == AF_INET;
    in_port_t port = old ? four->sin_port : six->sin6_port;
    (void)inet_ntop(address->ss_family,
                    old ? (const void *)&four->sin_addr : &six->sin6_addr, host,
                    sizeof host);
    /* A v4 address in a v6 socket is written as the other end writes it. */
    bool mapped = !old && IN6_IS_ADDR_V4MAPPED(&six->sin6_addr);
    const char *shown = mapped ? strrchr(host, ':') + 1 : host;
    if (port)
        (void)snprintf(text, ADDRESS_TEXT, old || mapped ? "%s:%d" : "[%s]:%d",
                       shown, ntohs(port));
}

void endpoint_address(const struct sockaddr_storage *address, socklen_t length,
                      char *text)
{
    text[0] = '\0';
    if (length > sizeof *address)
        length = sizeof *address;
    if (length < sizeof(sa_family_t))
        return;
    if (address->ss_family == AF_UNIX)
        unix_name((const void *)address, length, text);
    else if (address->ss_family == AF_INET || address->ss_family == AF_INET6)
        inet_name(address, text);
}

const char *endpoint_kind(int domain, int type)
{
    if (domain == AF_UNIX)
        return type == SOCK_STREAM      ? "unix stream"
               : type == SOCK_SEQPACKET ? "unix seqpacket"
                                        : "unix datagram";
    if (domain == AF_INET || domain == AF_INET6)
        return type == SOCK_STREAM  ? "tcp"
               : type == SOCK_DGRAM ? "udp"
                                    : "socket";
    return "socket";
}

/* ---- questions to the duplicate ---- */

static int64_t option(int fd, int name, int64_t absent)
{
    int value = 0;
    socklen_t size = sizeof value;
    return getsockopt(fd, SOL_SOCKET, name, &value, &size) == 0 ? value
                                                                : absent;
}

static int64_t time_out(int fd, int name)
{
    struct timeval time = { 0 };
    socklen_t size = sizeof time;
    if (getsockopt(fd, SOL_SOCKET, name, &time, &size) == -1)
        return 0;
    int64_t shown = (int64_t)time.tv_sec * 1000 + time.tv_usec / 1000;
    return shown == 0 && time.tv_usec > 0 ? 1 : shown;
}

static void ask_addresses(int fd, struct endpoint *endpoint)
{
    struct sockaddr_storage address = { 0 };
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length) == 0)
        endpoint_address(&address, length, endpoint->local);
    length = sizeof address;
    endpoint->connected =
        getpeername(fd, (struct sockaddr *)&address, &length) == 0;
    if (endpoint->connected)
        endpoint_address(&address, length, endpoint->remote);
}

static void ask_queue(int fd, struct endpoint *endpoint)
{
    struct pollfd state = { .fd = fd, .events = POLLIN | POLLOUT | POLLRDHUP };
    int bytes = 0;
    if (!endpoint->listening && ioctl(fd, FIONREAD, &bytes) == 0)
        endpoint->bytes = bytes;
    if (poll(&state, 1, 0) == -1)
        return;
    endpoint->readable = state.revents & POLLIN;
    endpoint->writable = state.revents & POLLOUT;
    endpoint->shut_in = endpoint->connected && (state.revents & POLLRDHUP);
}

static void ask_tcp(int fd, struct endpoint *endpoint)
{
    struct tcp_info info = { 0 };
    socklen_t size = sizeof info;
    int sent = 0;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == -1)
        return;
    if (endpoint->listening) { /* what these two fields mean there */
        endpoint->waiting = info.tcpi_unacked;
        endpoint->backlog = info.tcpi_sacked;
        return;
    }
    endpoint->packets = info.tcpi_unacked;
    if (ioctl(fd, SIOCOUTQ, &sent) == 0)
        endpoint->sent = sent;
    int state = info.tcpi_state;
    endpoint->shut_out = state == TCP_FIN_WAIT1 || state == TCP_FIN_WAIT2 ||
                         state == TCP_LAST_ACK || state == TCP_CLOSING;
}

static void ask_others(int fd, struct endpoint *endpoint)
{
    struct ucred maker = { 0 };
    uint32_t memory[SK_MEMINFO_VARS];
    socklen_t size = sizeof endpoint->network;
    if (getsockopt(fd, SOL_SOCKET, SO_NETNS_COOKIE, &endpoint->network,
                   &size) == -1)
        endpoint->network = 0;
    size = sizeof maker;
    if (endpoint->domain == AF_UNIX &&
        getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &maker, &size) == 0)
        endpoint->maker = maker.pid;
    size = sizeof memory;
    endpoint->drops = -1;
    if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, memory, &size) == 0 &&
        size > SK_MEMINFO_DROPS * sizeof *memory)
        endpoint->drops = memory[SK_MEMINFO_DROPS];
    endpoint->receive_room = option(fd, SO_RCVBUF, 0);
    endpoint->send_room = option(fd, SO_SNDBUF, 0);
    endpoint->receive_ms = time_out(fd, SO_RCVTIMEO);
    endpoint->send_ms = time_out(fd, SO_SNDTIMEO);
}

static int ask_duplicate(int fd, struct endpoint *endpoint)
{
    struct stat status;
    if (fstat(fd, &status) == -1)
        return -1;
    endpoint->inode = status.st_ino;
    endpoint->domain = (int)option(fd, SO_DOMAIN, -1);
    endpoint->type = (int)option(fd, SO_TYPE, -1);
    if (endpoint->domain == -1)
        return -1;
    errno = EAFNOSUPPORT;
    if (endpoint->domain != AF_UNIX && endpoint->domain != AF_INET &&
        endpoint->domain != AF_INET6)
        return -1;
    endpoint->listening = option(fd, SO_ACCEPTCONN, 0) != 0;
    ask_addresses(fd, endpoint);
    ask_queue(fd, endpoint);
    ask_others(fd, endpoint);
    if (endpoint->domain != AF_UNIX && endpoint->type == SOCK_STREAM)
        ask_tcp(fd, endpoint);
    return 0;
}

/* Linux 5.17 counts the descriptors that wait to be received. */
static int64_t waiting_rights(pid_t pid, int fd)
{
    char path[64], line[128];
    int64_t count = -1;
    (void)snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", pid, fd);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "scm_fds:", 8) == 0)
            count = strtoll(line + 8, NULL, 10);
    if (file)
        (void)fclose(file);
    return count;
}

int endpoint_ask(pid_t pid, int fd, struct endpoint *endpoint)
{
    *endpoint = (struct endpoint){ 0 };
    int copy = proc_take(pid, fd);
    int result = copy == -1 ? -1 : ask_duplicate(copy, endpoint);
    int saved = errno;
    if (copy != -1)
        (void)close(copy);
    if (result == 0)
        endpoint->rights =
            endpoint->domain == AF_UNIX ? waiting_rights(pid, fd) : 0;
    errno = saved;
    return result;
}
