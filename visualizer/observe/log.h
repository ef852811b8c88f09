/* log.h - the append-only log of a run.
 *
 *   chunks   0..LOG_IN_MEMORY-1   the rest: pages of a file without a name,
 *            plain memory         in memory only while somebody looks at them
 *
 * A long run needs disk, not memory: what was logged long ago is written out by
 * the kernel when it likes and read again when it is asked for.
 */
#ifndef OBSERVE_LOG_H
#define OBSERVE_LOG_H

#include "observe/event.h"

#define LOG_CHUNK 4096
#define LOG_IN_MEMORY 8 /* chunks */

/* A stretch of the file, in memory as long as the log lives. */
struct log_text {
    char *bytes;
    size_t used, room;
};

/* Whoever owns it (the tracer, or the reader of a record) appends; everybody
 * else reads. All zero bytes are an empty log. */
struct log {
    struct event **chunks; /* blocks of LOG_CHUNK events, never moved */
    size_t count;
    struct log_text *texts; /* texts of the events beyond LOG_IN_MEMORY */
    int text_count;
    int file;        /* descriptor + 1; 0: not opened yet, -1: none to be had */
    int64_t written; /* bytes of the file in use */
};

/* log_append copies *event, takes over event->text (malloc'd or NULL), numbers
 * the entry and returns it. The entry stays where it is until log_clear. Ends
 * the program when there is neither disk nor memory. */
struct event *log_append(struct log *log, const struct event *event);

/* The entry at index (0 <= index < log->count). */
struct event *log_at(const struct log *log, size_t index);

/* Frees all entries; the log may be used again. */
void log_clear(struct log *log);

#endif
