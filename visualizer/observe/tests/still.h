/* still.h - a scene that has come to rest, and questions about it.
 *
 *   play_still(&play, "semset-crossed", QUIET_STUCK) ──► play_wait, play_object
 *
 * Every question fails the test when it has no answer. */
#ifndef OBSERVE_STILL_H
#define OBSERVE_STILL_H

#include "play.h"

#include <sys/types.h>

/* Plays until it is quiet; the verdict must be this one. */
void play_still(struct play *play, const char *scene,
                enum quiet_verdict verdict);
void assert_verdict(const struct play *play, enum quiet_verdict verdict);

/* The same in a user and an IPC namespace of its own, as in a sandbox; skips
 * the test where that is not allowed. */
void play_elsewhere(struct play *play, const char *scene);

/* How process number index (from 0, in order of birth) waits. */
struct wait play_wait(const struct play *play, int index);

/* The which-th (from 1) object of this kind. */
const struct object *play_object(const struct play *play, enum object_kind kind,
                                 int which);

/* A fact of an object; -1: must not be there. */
void assert_fact(const struct object *object, const char *key, int64_t value);

/* It is stuck, for this reason, and there are words for it. */
void assert_cause(struct play *play, enum cause_kind kind);

/* The key and the queue's name that a scene of this test uses: number 1 or 2,
 * letter a or b (in a static buffer). */
key_t still_key(int which);
const char *still_queue_name(char which);

/* For .fini of a suite: removes what its scenes, which were killed, have left:
 * System V objects of these keys and queues of these names. */
void still_remove(void);

/* What `ipcs OPTION -i ID` prints; false if there is no ipcs. */
bool ask_ipcs(const char *option, int id, char *text, size_t size);

#endif
