/* play.h - a scene under the tracer, as the tests see it.
 *
 *   play_scene("own-write-end") ──► trace ──► play_on() ──► status, world, log
 *
 * Every play ends with play_close, which leaves no process behind.
 */
#ifndef OBSERVE_PLAY_H
#define OBSERVE_PLAY_H

#include "observe/cause.h"
#include "observe/trace.h"

struct play {
    struct trace_options options; /* may be changed before play_start */
    char *argv[4];
    struct trace *trace;
    char output[1024]; /* what it wrote to descriptor 1, see play_output */
    int input[2];      /* standard input is a pipe: the test holds the write
                          end input[1]; see play_end_input */
    int output_fd;
    struct cause cause;
};

/* Sets up but does not start: options may still be changed. The scene will
 * read from play->input and write into a file that only the test knows. */
void play_prepare(struct play *play, const char *scene);
void play_start(struct play *play);

/* Both at once. */
void play_scene(struct play *play, const char *scene);

/* Goes on until the run is quiet, ended or full, and says which. A run that is
 * still moving after half a minute is a failed test. */
enum trace_status play_on(struct play *play);

/* Goes on until an event of this kind (and this call, -1 for any) is the newest
 * of its sort in the log; false if the run became quiet or ended before. */
bool play_until(struct play *play, enum event_kind kind, const char *call);

/* Closes the test's end of the input pipe. */
void play_end_input(struct play *play);

/* What the scene has written so far. */
const char *play_output(struct play *play);

/* Waits until the kernel says that process pid is in this state. */
void await_state(pid_t pid, char state);

/* The wait status of the first process once it has ended, or -1. */
int play_root_status(const struct play *play);

/* Number of events of this kind whose call is `call` (NULL: any). */
int play_count(const struct play *play, enum event_kind kind, const char *call);

/* The cause of a run that is stuck; fails the test if it is not. */
const struct cause *play_cause(struct play *play);

void play_close(struct play *play);

#endif
