/* see_socket.h - what the files about sockets share; for the see files only. */
#ifndef OBSERVE_SEE_SOCKET_H
#define OBSERVE_SEE_SOCKET_H

#include "observe/diag.h"
#include "observe/endpoint.h"
#include "observe/see.h"

/* The name of the socket behind descriptor fd of pid, as one that is seen for
 * the first time: "unix stream /path", "tcp 127.0.0.1:80 -> 127.0.0.1:4000",
 * "udp socket 3". Returns malloc'd text or NULL. */
char *see_socket_name(const struct trace *trace, pid_t pid, int fd);

/* Tells of a new name, once the socket has got an address or a connection. */
void see_socket_rename(struct trace *trace, const struct object *object,
                       const struct endpoint *endpoint);

/* What is behind the address that the task hands to connect or sendto on
 * object socket: the object that is bound to it, or 0; *name (malloc'd) is its
 * name, or what would be its name. */
int see_socket_target(const struct trace *trace, struct task *task, int socket,
                      uint64_t address, socklen_t length, char **name);

/* The other end of object as the kernel knows it now; 0: gone or not known.
 * diag is NULL if the monitor was not asked: then what is known already. */
int see_socket_peer(struct trace *trace, const struct object *object,
                    const struct endpoint *endpoint,
                    const struct diag_unix *diag);

/* Asks about one socket and tells what is news. still: no call is under way,
 * and the monitor is asked as well. more: how many datagrams have been put
 * into it since the last look, less those taken out. */
void see_socket_look(struct trace *trace, int id, bool still, int64_t more);

/* Tells that left is joined to right (0: to nothing any more), if that is
 * news. */
void see_joined(struct trace *trace, int left, int right);

/* A call returned that used the socket: what it has changed, here or at the
 * other end. */
void see_socket_used(struct trace *trace, const struct event *leave);

/* A message was sent or received: descriptors in it reach a new owner, maybe
 * one outside the run. SCM_RIGHTS in unix(7) */
void see_rights_sent(struct trace *trace, struct task *task,
                     const struct event *leave);
void see_rights_received(struct trace *trace, struct task *task,
                         const struct event *leave);

#endif
