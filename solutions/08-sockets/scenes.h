/*
 * scenes.h - what main.c and the files with scenes share. Finished code.
 *
 *   main.c            options, words, results
 *   scenes_tools.c    the other side's plain calls: addresses, frames, order
 *   scenes_stream.c   8.1 to 8.4: pairs, frames, names, a child for each client
 *   scenes_net.c      8.5 and 8.6: hosts and ports, many clients
 *   scenes_messages.c 8.7 to 8.9: datagrams, descriptors, the spooler
 */
#ifndef SCENES_H
#define SCENES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

enum { FAILED = 1, BAD_USAGE = 2, WORD_MAX = 8192, ROLES_MAX = 32 };

/* ---- main.c -------------------------------------------------------------- */

/* The surroundings, set by the options; see the top of main.c. */
struct surroundings {
    bool small_room, partner_leaves, apart, again;
    int family; /* AF_INET, AF_INET6: TCP on loopback instead of a name */
};
extern struct surroundings surroundings;

/* Says what is wrong with the arguments, in one line, and ends. */
_Noreturn void usage(const char *wrong);

/* A number from least to most; anything else ends the program. */
int whole_number(const char *text, int least, int most);

/* What stands behind "NAME:" in a word; "" behind "NAME" alone; NULL if it is
 * another word. */
char *behind(char *word, const char *name);

/* The bytes of a word, in which \xNN stands for one byte, and *5000 is 5000
 * letters. Memory that is never freed. */
char *bytes_of(const char *word, size_t *length);

/* Prints "= NAME R", or "= NAME -1 ERRNO"; "= NAME WORD". Keep errno. */
void report(const char *name, ssize_t result);
void report_word(const char *name, const char *word);

/* One write of "BEFORE[BYTES]\n" to descriptor 1; what does not print is \xNN.
 */
void print_bytes(const char *before, const void *bytes, size_t length);

/* The exit status for a function that returned `result` (errno is its own). */
int verdict(const char *exercise, const char *file, ssize_t result);

/* ---- scenes_tools.c ------------------------------------------------------ */

/* fork, or the end of the program. wait_role: waits for the role to end;
 * end_role: the same, or kills it first, and -1 is no role. */
pid_t fork_role(void);
void wait_role(pid_t pid);
void end_role(pid_t pid, bool at_once);

/* How many descriptors are open. */
int open_descriptors(void);

/* With plain calls, or the end of the program: the address of a name; a socket
 * of this type that listens (or, datagram, is bound) there. */
socklen_t plain_address(const char *name, struct sockaddr_un *address);
int plain_bound(const char *name, int type);

/* Connects with plain calls. Returns the descriptor, or -1. */
int plain_connect(const char *name);

/* A TCP socket on loopback that listens, and its port as text. */
int plain_listen_tcp(int family, int backlog, char port[8]);
int plain_connect_tcp(int family, const char *port);
void port_of(int socket, char port[8]);

/* The service of 8.4 and 8.6: under its name, or (-4, -6) at a free port. */
int open_service(const char *name);
int connect_service(const char *name);

/* All bytes, sent or received, with plain calls and no handling of anything:
 * returns false if it does not go on. And frames. */
bool put(int socket, const void *bytes, size_t length);
bool get(int socket, void *bytes, size_t length);
bool put_frame(int socket, const void *bytes, size_t length);
ssize_t get_frame(int socket, char *bytes, size_t size);

/* Receives until the end of the stream. Returns 0, or -1 with errno. */
int get_end(int socket);

/* Sleeps until all who have the other end of this pipe have ended. */
void wait_for_others(int others);

/* Asks with each TEXT of "TEXT,TEXT", as client `number`, and says what came
 * (scenes_stream.c). */
void ask_all(int fd, int number, char *texts);

/* Serves `clients` of them, whoever they are, and says how that went (also
 * scenes_stream.c). */
int serve_others(int listener, const char *exercise, const char *file,
                 int clients);

/* ---- one per exercise: the arguments behind its id ----------------------- */

int run_converse(int count, char *words[]);
int run_frames(int count, char *words[]);
int run_names(int count, char *words[]);
int run_each(int count, char *words[]);
int run_tcp(int count, char *words[]);
int run_many(int count, char *words[]);
int run_datagrams(int count, char *words[]);
int run_passing(int count, char *words[]);
int run_spool(int count, char *words[]);

#endif
