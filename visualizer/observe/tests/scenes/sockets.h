/* sockets.h - what the scenes about sockets share. Whatever cannot be done ends
 * the program.
 *
 * A scene that binds a path is told which by the environment (SCENE_PATH):
 * several tests run at once.
 */
#ifndef OBSERVE_SCENES_SOCKETS_H
#define OBSERVE_SCENES_SOCKETS_H

#include "scenes.h"

#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

#define PART 1000

extern char bytes[1 << 16]; /* to send, or to receive into */

void make_ends(int type, int ends[2]);
int make_socket(int domain, int type);

/* The path of this run with tail behind it. Returns the address' length. */
socklen_t path_name(struct sockaddr_un *name, const char *tail);
void bind_path(int fd, const char *tail);
void connect_path(int fd, const char *tail);

/* A new stream socket that listens at the path. */
int listen_path(int backlog);

/* A new socket, bound to a free port of loopback: which stands in *name. */
int bind_port(int domain, int type, struct sockaddr_storage *name,
              socklen_t *length);

void put(int fd, size_t count);
int put_for_ever(int fd);

/* Sends until it is told that there is no room; returns how many bytes. */
long put_all(int fd);

int wait_for_ever(void);

/* One byte and a descriptor with it. */
void send_descriptor(int fd, int passed);
void receive_descriptor(int fd);

#endif
