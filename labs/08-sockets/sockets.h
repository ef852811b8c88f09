/*
 * sockets.h - the functions of lab 08, documented like manual pages.
 *
 *   client ==== request ====>  connection  ==== request ====> server
 *          <=== answer ======              <=== answer ======
 *
 * A connection carries bytes both ways, each way with an end of its own. A
 * stream has no messages: what one send gave may arrive in pieces, and what
 * several gave at once. Datagrams and sequenced packets are messages. Sockets
 * of one machine (unix) have paths for names and can carry descriptors; those
 * of the network have hosts and ports.
 *
 * Conventions of every function here:
 * - It returns -1 and sets errno on an error, and then leaves nothing behind:
 *   no child, no descriptor, no name that it made.
 * - A signal handler that interrupts it is no error (EINTR never comes out).
 * - SIGPIPE never ends the caller; what the caller does with it stays so.
 * - It sleeps in the kernel while it has to wait, and never asks in a loop.
 * - Descriptors that it makes are close-on-exec; those given to it stay the
 *   caller's. The caller has 0, 1 and 2 open.
 * - The children it starts are its own: it reaps each of them by its pid, and
 *   no other child of the caller.
 */
#ifndef SOCKETS_H
#define SOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

enum {
    TEXT_MAX = 4096,  /* bytes of a text for converse() */
    FRAME_MAX = 4096, /* bytes in a frame */
    NO_MORE = -2,     /* instead of a length: the stream is at its end */
    NAME_BYTES = 107, /* in a name of a unix socket, at most */
    CLIENTS_MAX = 32, /* clients of serve_each(), connections of serve_all() */
    DATAGRAM_MAX = 1000, /* bytes in a request or answer of 8.7 */
    TITLE_MAX = 200,     /* bytes in the title of a document */
};

/* ---- 8.1: a pair (stream.c) ---------------------------------------------- */

/*
 * Sends bytes[0..length-1] on a stream socket, all of it.
 * Returns 0. Errors: those of send; EPIPE if the partner receives no more.
 *                                                             send(2) signal(7)
 */
int send_all(int socket, const void *bytes, size_t length);

/*
 * Talks to a program over one socket, which is its input and its output:
 * starts command[0] with the arguments `command` (found as execvp does), sends
 * it the text, tells it that this was all, and writes everything that it says
 * to descriptor out, until it has closed its side.
 * text      at most TEXT_MAX bytes, so that they always have room in the socket
 * A command that ends without having read its input is no error.
 * Returns the status of the command as a shell shows it: 0 to 255 from exit,
 * 128 + n if signal n ended it, 127 if it could not be started.
 * Errors: EMSGSIZE for a longer text; those of socketpair, fork, send, recv and
 * write, and then the command is reaped all the same.
 *                                  socketpair(2) shutdown(2) dup2(2) waitpid(2)
 */
int converse(char *const command[], const void *text, size_t length, int out);

/* Waits until the child `pid` has ended and reaps it. Returns its status as
 * above. Errors: ECHILD. Finished code. */
int reap_child(pid_t pid);

/* ---- 8.2: frames (stream.c) ---------------------------------------------- */

/*
 * A frame is a message on a stream:
 *
 *   | length: 4 bytes, most significant first |  `length` bytes  |
 *
 * Sends one. length is 0 to FRAME_MAX.
 * Returns 0. Errors: those of send_all; EMSGSIZE for a longer one, and then
 * nothing was sent.                                               byteorder(3)
 */
int send_frame(int socket, const void *bytes, size_t length);

/*
 * Receives one frame, exactly: what comes behind it stays in the socket.
 * Returns its length, 0 to FRAME_MAX, or NO_MORE if the stream ends before a
 * frame begins. Errors: those of recv; EPROTO if it ends in the middle of one;
 * EMSGSIZE for a frame that is longer than FRAME_MAX.                  recv(2)
 */
ssize_t receive_frame(int socket, char bytes[FRAME_MAX]);

/* ---- 8.3: a name for a server (names.c) ---------------------------------- */

/*
 * Makes the address of a unix socket. A name is a path, or "@" and a word: an
 * abstract name, in no directory, which is gone when its sockets are.
 * name      1 to NAME_BYTES bytes
 * Fills in *address, and *length: the bytes of the address that count, for
 * bind, connect and sendto. Those of an abstract name are all part of it, so
 * others find it only if they count the same.
 * Returns 0. Errors: ENAMETOOLONG; ENOENT for an empty name.           unix(7)
 */
int unix_address(const char *name, struct sockaddr_un *address,
                 socklen_t *length);

/*
 * Makes a stream socket that listens under a name. A socket that a server left
 * there, who lives no more, is removed first. A server that lives keeps its
 * name and its clients, and a file that is no socket stays as it is.
 * Returns the descriptor. Errors: those of unix_address, socket, bind and
 * listen; EADDRINUSE if a server lives there, or the file is no socket.
 *                              bind(2) listen(2) connect(2) lstat(2) unix(7)
 */
int unix_listen(const char *name);

/* Connects to the server with this name; sleeps while its queue is full. Returns
 * the descriptor. Errors: those of unix_address, socket and connect. Finished
 * code. */
int unix_connect(const char *name);

/* ---- 8.4: a child for every client (each.c) ------------------------------ */

/*
 * The upper-case service: accepts connections on `listener` until there have
 * been `clients` of them, and starts a child for each. A child answers each
 * frame of its client with a frame, the same with a to z made A to Z, until the
 * stream ends or is broken; then it ends. Clients are served side by side. A
 * connection is closed everywhere once its child has ended, and nobody but this
 * process has the listener: so when it is killed, its name or port is free.
 * An interrupted accept and a client that has left before it was accepted
 * (ECONNABORTED) end nothing.
 * clients   at most CLIENTS_MAX
 * Returns 0 when all children have ended and are reaped. Errors: those of
 * accept and fork, and the children that there are are waited for before;
 * EINVAL for too many clients.
 *                                                    accept(2) fork(2) wait(2)
 */
int serve_each(int listener, int clients);

/* Makes a to z capital. Finished code. */
void make_upper(char *bytes, size_t length);

/* ---- 8.5: across machines (tcp.c) ---------------------------------------- */

/*
 * Makes a TCP socket that listens on a host and port, of IPv4 or IPv6, at the
 * first of its addresses where that works.
 * host   a name or number of this machine; "" for all its addresses
 * port   a number or the name of a service; "0" for any free port
 * Works also when the port was in use a moment ago and connections of then are
 * still remembered (TIME_WAIT).
 * Returns the descriptor. Errors: EADDRNOTAVAIL if there is no such host or
 * service; of the last address, those of socket, bind and listen.
 *                                             getaddrinfo(3) socket(7) tcp(7)
 */
int tcp_listen(const char *host, const char *port);

/*
 * Connects to a host and port, trying its addresses one after the other; "" is
 * this machine. Waits for each address no longer than `milliseconds`; -1 means
 * as long as TCP itself does.
 * Returns the descriptor, which is blocking. Errors: EADDRNOTAVAIL as above;
 * of the last address, those of socket and connect; ETIMEDOUT.
 *                                 connect(2) (EINPROGRESS) poll(2) socket(7)
 */
int tcp_connect(const char *host, const char *port, int milliseconds);

/*
 * The last words on a connection: sends bytes[0..length-1] and the end of the
 * stream, so that both arrive whatever the partner has sent and will send;
 * what comes from there is thrown away, until the partner ends too. Then closes
 * the socket, also on an error.
 * Returns 0. Errors: those of send_all and recv.       shutdown(2) RFC 1122 4.2
 */
int send_last(int socket, const void *bytes, size_t length);

/* ---- 8.6: many clients, one process (many.c) ----------------------------- */

/*
 * The upper-case service for many clients in one process and one thread:
 * accepts connections on `listener` until there have been `clients` of them, at
 * most CLIENTS_MAX at the same time, and answers their frames. No client waits
 * because another one is slow, whatever that one does or leaves undone: it may
 * stop in the middle of a frame, read none of its answers, or vanish. A client
 * whose frame is longer than FRAME_MAX is disconnected. The listener may be
 * blocking or not, and stays so.
 * Returns 0 when the last one has left. Errors: those of accept, but for those
 * that 8.4 names; those of poll. The connections are closed then.
 *                                          poll(2) epoll(7) recv(2) send(2)
 */
int serve_all(int listener, int clients);

/* ---- 8.7: datagrams (datagrams.c) ---------------------------------------- */

/*
 * Makes a unix datagram socket with a name (unix_address), or (name NULL) with
 * an abstract one that the kernel chooses: whoever wants an answer needs one.
 * Returns the descriptor. Errors: those of unix_address, socket and bind.
 *                                                   bind(2) unix(7) (autobind)
 */
int datagram_open(const char *name);

/*
 * The upper-case service by datagrams: receives `requests` of them, and sends
 * the answer of each to whoever sent it. Nobody stops it: not a sender without
 * a name, nor one that has gone, nor one that does not fetch its answers (what
 * does not fit into its queue is not sent). A request of more than DATAGRAM_MAX
 * bytes gets no answer, but counts.
 * Returns 0. Errors: those of recvfrom.              recvfrom(2) sendto(2)
 */
int serve_datagrams(int socket, int requests);

/*
 * Sends a request to the service with this name, from `socket`, and waits for
 * its answer.
 * size     bytes of room at `answer`
 * Returns the length of the answer. Errors: those of unix_address, sendto and
 * recv; EMSGSIZE if the answer is longer than size, and then it is lost.
 */
ssize_t datagram_ask(int socket, const char *server, const void *text,
                     size_t length, char *answer, size_t size);

/* ---- 8.8: descriptors in messages (passing.c) ---------------------------- */

/*
 * Opens the file for reading and sends the descriptor through a connected unix
 * stream socket, with one byte 'F'. The caller keeps no copy.
 * Returns 0. Errors: those of open and sendmsg.   sendmsg(2) cmsg(3) unix(7)
 */
int give_file(int socket, const char *path);

/*
 * Receives what give_file has sent. Other descriptors than one, be it none or
 * several, are an error, and none of them stays open.
 * Returns the descriptor, which the caller closes. Errors: those of recvmsg;
 * EPROTO for another number of descriptors, or another byte; ECONNRESET if the
 * stream ends instead.                             recvmsg(2) cmsg(3) unix(7)
 */
int take_file(int socket);

/*
 * Asks the kernel who is at the other end of a connected unix socket, as that
 * was when it connected (or listened, or made the pair). The partner cannot lie.
 * Returns 0 and fills in who. Errors: those of getsockopt.             unix(7)
 */
int who_is_there(int socket, struct ucred *who);

/* ---- 8.9: choose a kind of socket (spool.c) ------------------------------ */

/*
 * A spooler prints documents of clients on the same machine. It may not open
 * the documents itself, so a client hands in an open descriptor, with a title.
 * The functions for both sides; what travels, and on which kind of socket, is
 * yours to choose. Names are those of unix_address.
 *
 * spool_open       makes the listening socket. Nothing is at that name yet.
 * spool_connect    connects a client.
 * spool_hand_in    hands in one document, with a title of 1 to TITLE_MAX bytes,
 *                  and waits for the receipt. Returns its number, 1 or more.
 *                  Errors: EMSGSIZE for a longer title; those of the calls;
 *                  ECONNRESET (or EPIPE) if the spooler is gone.
 * spool_take       receives a document and its title, from a client that has
 *                  sent something. Returns the length of the title and sets
 *                  *document, which the caller closes; NO_MORE if the client
 *                  has left.
 * spool_receipt    sends the receipt.
 *
 * All return -1 on an error. In one connection several documents are handed in
 * one after the other; one that the spooler took is not held open by anybody
 * but those who were given it.
 */
int spool_open(const char *name);
int spool_connect(const char *name);
int spool_hand_in(int connection, const char *title, size_t length,
                  int document);
ssize_t spool_take(int connection, char title[TITLE_MAX], int *document);
int spool_receipt(int connection, int number);

/*
 * The spooler: takes documents until there have been `documents` of them, and
 * prints each (the caller's function, which reads from `document`; it is closed
 * afterwards) before its receipt goes out, numbered from 1. A client that is
 * silent or leaves stops nobody.
 * Returns 0. Errors: those of accept and poll. Finished code.
 */
int spool_run(int listener, int documents,
              void (*print)(const char *title, size_t length, int document));

#endif
