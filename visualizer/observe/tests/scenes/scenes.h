/* scenes.h - the small programs that the tests of the tracer watch.
 *
 * A scene returns the exit status of its process, if it ever returns.
 * Everything it needs is handed to it or made by itself; it asks no clock.
 */
#ifndef OBSERVE_SCENES_H
#define OBSERVE_SCENES_H

struct scene {
    const char *name;
    int (*play)(void);
};

/* Each list ends with an entry without a name. */
extern const struct scene stuck_scenes[];
extern const struct scene lively_scenes[];
extern const struct scene signal_scenes[];
extern const struct scene queue_scenes[];
extern const struct scene sysv_scenes[];
extern const struct scene semset_scenes[];
extern const struct scene memory_scenes[];
extern const struct scene word_scenes[];
extern const struct scene socket_scenes[];
extern const struct scene socket_stuck_scenes[];
extern const struct scene waker_scenes[];
extern const struct scene fifo_scenes[];
extern const struct scene lock_scenes[];
extern const struct scene poll_scenes[];
extern const struct scene ignored_scenes[];
extern const struct scene many_scenes[];

/* Make a pipe, or a child as fork does; end the program when it cannot. */
void make_pipe(int ends[2]);
int make_child(void);

/* Waits for the child and returns its exit status, or 128 + its signal. */
int status_of(int child);

#endif
