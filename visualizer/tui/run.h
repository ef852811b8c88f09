/* run.h - what is watched, and which moment of it is shown.
 *
 *   trace (live) ─┐          0 ......... at ............ log->count
 *                 ├──► log   first event  shown moment   newest event
 *   record ───────┘                       = world
 *
 * The shown moment may lie behind the newest event: stepping back moves only
 * the view. A live program moves on only inside run_forward, so whoever does
 * not call it has stopped the program as well.
 */
#ifndef TUI_RUN_H
#define TUI_RUN_H

#include "observe/cause.h"
#include "observe/look.h"
#include "tui/output.h"

#define LINES_KEPT 512 /* lines of past events, ready to be shown */
#define MARKS_MAX 64
#define NOTES_MAX 32

/* A word of the presenter: when the line of an event contains `until`, the run
 * pauses there and says `text`. They are awaited one after the other. */
struct note {
    const char *until; /* NULL: from the beginning */
    const char *text;
    size_t at; /* the event at which it came, 0 before */
};

struct run {
    struct trace *trace;      /* NULL: a record */
    enum trace_status status; /* of the last trace_run */
    struct log *log;
    struct log record;  /* the log of a record */
    struct world world; /* after event number `at` */
    size_t at;
    bool paused;
    struct output output;
    const char *title;
    char *lines[LINES_KEPT]; /* line of event n at n % LINES_KEPT */
    size_t lines_from;       /* the first event that has one */
    size_t marks[MARKS_MAX];
    int mark_count;
    struct note notes[NOTES_MAX];
    int note_count, notes_come;
};

/* Starts the program. Returns 0, or -1 with errno. */
int run_open_live(struct run *run, const struct trace_options *options);

/* Looks at processes that run already. As above. */
int run_open_look(struct run *run, const struct look_options *options);

/* Does it look at processes, instead of following a program? */
bool run_looks(const struct run *run);

/* Reads a record. Returns 0, or -1 with one line in message. */
int run_open_record(struct run *run, const char *path, char *message,
                    size_t size);

/* Kills what runs and frees everything. */
void run_close(struct run *run);

/* Lets a live program run, for at most so long and so many stops (0: without
 * limit); its events are appended behind the newest. */
void run_more(struct run *run, int timeout_ms, int max_stops);

/* Shows the next event, for a live program at the newest one after letting it
 * run until there is one, it is quiet, or it only computed for a while. Returns
 * false if there is none. */
bool run_forward(struct run *run);

/* Shows the moment after event number `at`, at most the newest. */
void run_seek(struct run *run, size_t at);

/* The line of event number n, or NULL if it is not kept or not reached. */
const char *run_line(const struct run *run, size_t n);

/* At the newest event; and no more can come: the program ended, has made as
 * many events as can be kept, or the record is over. */
bool run_at_newest(const struct run *run);
bool run_is_over(const struct run *run);

/* Sets or removes a mark at the shown moment; finds the nearest mark before
 * (direction -1) or behind it (+1), or returns the shown moment. */
void run_mark(struct run *run);
bool run_is_marked(const struct run *run, size_t at);
size_t run_near_mark(const struct run *run, int direction);

/* The word of the presenter that belongs to the shown moment, or NULL. */
const char *run_note(const struct run *run);

#endif
