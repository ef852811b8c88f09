/* aside.h - a scene that runs beside the test, not under it, and is looked at.
 *
 *   aside_scene ──► process, untraced      aside_end, or the death of the test,
 *   aside_look ──► aside_on ──► world      ends it with all that it made
 */
#ifndef OBSERVE_ASIDE_H
#define OBSERVE_ASIDE_H

#include "play.h"

#include "observe/look.h"

/* A child in a process group of its own, with input (-1: nothing) as descriptor
 * 0 and no descriptors of the test but 1 and 2. Returns 0 in the child. One at a
 * time. */
pid_t aside_start(int input);

/* The same, which has become the scene when this returns. */
pid_t aside_scene(const char *scene, int input);

/* For .fini of a suite. Must come before a tracer is closed that was started
 * beside it: that waits for all children. */
void aside_end(void);

/* The test has collected the child itself. */
void aside_is_gone(void);

/* Starts looking; looks until nothing moves or all are gone; until they are
 * stuck. Fails the test after half a minute. */
struct trace *aside_look(pid_t pid, bool tree, int every_ms);
enum trace_status aside_on(struct trace *trace);
void aside_until_stuck(struct trace *trace);

/* How many events of a kind, waits of a kind, processes alive. */
int aside_events(struct trace *trace, enum event_kind kind);
int aside_waits(const struct world *world, enum wait_kind kind);
int aside_alive(const struct trace *trace);

/* In the child: makes a child for each byte of input; all sleep for ever. */
_Noreturn void aside_breed(void);

#endif
