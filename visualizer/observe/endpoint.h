/* endpoint.h - what a descriptor tells about its socket. socket(7)
 *
 * Everything here is asked through a duplicate that is taken, read and closed
 * at once (see proc.h); none of the questions changes the socket.
 */
#ifndef OBSERVE_ENDPOINT_H
#define OBSERVE_ENDPOINT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

#define ADDRESS_TEXT 128

struct endpoint {
    int domain, type; /* AF_UNIX, AF_INET, AF_INET6; SOCK_STREAM, ... */
    uint64_t inode;   /* which socket this is */
    uint64_t network; /* number of its network namespace, 0: not known */
    char local[ADDRESS_TEXT];  /* "" when it has none */
    char remote[ADDRESS_TEXT]; /* ... or is not connected */
    bool connected;
    bool listening;
    bool readable, writable; /* what poll says */
    int64_t bytes; /* a stream: bytes to read; else of the next message */
    int64_t waiting, backlog; /* TCP, listening: connections and limit */
    int64_t sent;    /* TCP: bytes written that the other end has not got */
    int64_t packets; /* TCP: packets on their way, not acknowledged */
    bool shut_in;    /* nothing comes any more, but what is in the queue */
    bool shut_out;   /* TCP: nothing can be sent any more */
    int64_t receive_room, send_room; /* kernel memory, bytes */
    int64_t drops;  /* UDP: datagrams that found no room; -1 not known */
    int64_t rights; /* descriptors that wait in its queue; -1 not known */
    int64_t receive_ms, send_ms; /* SO_RCVTIMEO, SO_SNDTIMEO; 0 = for ever */
    pid_t maker; /* SO_PEERCRED: who listened or made the other end */
};

/* Asks about descriptor fd of process pid. Returns 0, or -1 with errno
 * (ENOTSOCK, EBADF, EAFNOSUPPORT: a family that nothing is known about). */
int endpoint_ask(pid_t pid, int fd, struct endpoint *endpoint);

/* An address as a name: "/path", "@abstract", "127.0.0.1:80", "[::1]:80"; ""
 * for none. text has room for ADDRESS_TEXT bytes. */
void endpoint_address(const struct sockaddr_storage *address, socklen_t length,
                      char *text);

/* "unix stream", "unix datagram", "unix seqpacket", "tcp", "udp", "socket". */
const char *endpoint_kind(int domain, int type);

#endif
