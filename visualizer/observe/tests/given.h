/* given.h - a directory of its own for a scene that needs names.
 *
 *   given_begin ──► play_given (works in it) ──► given_end removes it
 */
#ifndef OBSERVE_GIVEN_H
#define OBSERVE_GIVEN_H

#include "play.h"

/* For .init and .fini of a suite: the directory is gone also when a test has
 * failed. */
void given_begin(void);
void given_end(void);

/* The path of a name in the directory; valid until the next call. */
const char *given_path(const char *name);

/* Plays the scene there until it is quiet. */
void given_play(struct play *play, const char *scene);

/* How the first process (index 0), its first child, ... waits. Fails the test if
 * it does not. */
struct wait given_wait(const struct play *play, int index);

/* Plays, and compares the verdict. */
void given_stuck(struct play *play, const char *scene);
void given_waiting(struct play *play, const char *scene);

/* The first object of this kind; fails the test if there is none. */
const struct object *given_object(const struct play *play,
                                  enum object_kind kind);

#endif
