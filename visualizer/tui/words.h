/* words.h - events and states as a person would say them.
 *
 *   event, world ──► "writes 5 bytes to pipe 1: "hello""
 *
 * The screen, the plain mode and the scenes of make demo read these lines, so
 * they are told here once. Bytes of the program are always escaped: nothing
 * that a traced program does can send a control byte to the terminal.
 */
#ifndef TUI_WORDS_H
#define TUI_WORDS_H

#include "observe/world.h"

/* One line about the event, without who did it: "closes descriptor 4 (write
 * end of pipe 1)". Some events are told from the world before them, others
 * from the world after them: words_from_before tells which one to give.
 * Returns malloc'd text; the program ends if memory does. */
char *words_event(const struct world *world, const struct event *event);
bool words_from_before(const struct event *event);

/* What a thread of a process does now: "running", "waits in read() ...",
 * "zombie, exit 3". thread may be NULL for a process that has ended. Returns
 * malloc'd text. */
char *words_state(const struct world *world, const struct process *process,
                  const struct thread *thread);

/* Why a read or write of so many bytes cannot be done at once: ", which is
 * empty", ", which is full", ", which has room for 10", or ""; malloc'd. */
char *words_room(const struct world *world, int object, int call,
                 int64_t bytes);

/* How a thread that sleeps waits: "waits in read() for ..."; malloc'd, NULL if
 * it does not. The second tells whether it waits for somebody to type. */
char *words_wait(const struct world *world, const struct process *process,
                 const struct thread *thread);
bool words_waits_for_typing(const struct world *world,
                            const struct process *process,
                            const struct thread *thread);

/* "exit 3" or "killed by SIGPIPE"; malloc'd. */
char *words_status(int wait_status);

/* "write end of pipe 1", "read end of fifo /run/x", "/dev/null"; malloc'd. */
char *words_end(const struct world *world, int object, int access);

/* " at pipes.c:42", or "" when the line is unknown; malloc'd. */
char *words_place(const struct place *place);

/* The bytes as ASCII on one line: \n, \t, \\, \" and \xNN for the rest that
 * cannot be printed. Returns malloc'd text. */
char *words_escape(const char *bytes, size_t length);

/* Escapes a malloc'd sentence of observe/ and frees it. */
char *words_own(char *text);

/* "PIPE" for SIGPIPE; "RT" for the real-time signals, which have no name. */
const char *words_signal(int number);

/* The short name of a process, escaped: "sort", or "?"; malloc'd. */
char *words_role(const struct world *world, int pid);

/* vasprintf that never fails: ends the program when memory is used up. */
char *words_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
