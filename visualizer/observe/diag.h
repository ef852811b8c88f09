/* diag.h - what only the kernel's socket monitor tells. sock_diag(7)
 *
 * A descriptor says nearly everything about a socket (endpoint.h). Who is at
 * the other end of a unix socket, which ways are shut and how many connections
 * wait is told by NETLINK_SOCK_DIAG alone, and only to an asker in the same
 * network namespace (inside.h).
 */
#ifndef OBSERVE_DIAG_H
#define OBSERVE_DIAG_H

#include "observe/inside.h"

#include <stdbool.h>
#include <stdint.h>

struct diag_unix {
    bool joined;              /* it has another end, gone or not */
    uint64_t peer;            /* inode of the other end; 0: gone, or waiting to
                                be accepted */
    bool shut_in, shut_out;   /* nothing comes any more; nothing can be sent */
    int64_t waiting, backlog; /* listening: connections, and listen()'s limit */
    uint64_t file;            /* inode of the path it is bound to, 0: none */
};

/* Asks about the unix socket with this inode. Returns 0, or -1 with errno
 * (ENOENT: no such socket in that namespace). */
int diag_unix(struct inside *inside, uint64_t inode, struct diag_unix *answer);

/* How many datagrams a unix socket that is made now will take before a sender
 * waits: net.unix.max_dgram_qlen. Returns -1 when that is not to be known. */
int64_t diag_datagram_limit(struct inside *inside);

/* Packets that have been sent and not yet been delivered on this machine, by
 * the kernel's own count: none of them belongs to a process that could be
 * seen running. Returns -1 when that is not to be known. */
int64_t diag_packets_under_way(void);

#endif
