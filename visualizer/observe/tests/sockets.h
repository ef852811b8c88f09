/* sockets.h - what the tests about sockets ask of a scene that holds still.
 *
 * Each test is a process of its own with one play and one path, which the
 * suite's fixture names and removes.
 */
#ifndef OBSERVE_SOCKETS_H
#define OBSERVE_SOCKETS_H

#include "play.h"

extern struct play play;
extern char path[64]; /* unique to the test; told to the scene */

void name_path(void);
void remove_path(void);

/* Plays the scene until nothing moves. */
void still(const char *scene);

const struct world *world(void);

/* The socket whose name is `name`, "%" standing for the path of the run, and a
 * fact about it (0: absent). */
const struct object *named(const char *name);
int64_t fact(const char *name, const char *key);

/* How the first process that sleeps in this call waits. */
struct wait wait_in(const char *call);

/* Could pid end the wait, as one who has what is waited for or as one who
 * could merely come to it? */
bool wakes(const struct wait *wait, int pid, bool holds);

void assert_joined(const char *left, const char *right);
void assert_holds(const char *name, int64_t fill, int64_t capacity);
void expect_verdict(enum quiet_verdict verdict);

#define END_A "socket pair 1 end a"
#define END_B "socket pair 1 end b"

#endif
