/*
 * director.h - starts the roles of a scene and tells what each of them says.
 *
 *   main ── start ──► role (a child): calls a function of the lab
 *    ▲                    │ tell("answer", ...)
 *    └──── a pipe ────────┘            printed as "= answer HELLO" on stderr
 *
 * A server that fails while somebody still needs it would leave its clients
 * waiting for ever: finish tells it ("= server ended early") and ends the one
 * who waits. Finished code; there is no gap here.
 */
#ifndef DIRECTOR_H
#define DIRECTOR_H

#include <stdbool.h>
#include <sys/types.h>

struct role {
    const char *name;
    pid_t pid;    /* -1: it has ended and was reaped */
    int results;  /* what it tells; read end */
    int status;   /* once it has ended, as wait(2) gives it */
    bool needed;  /* the others need it until it is asked to end */
    bool gave_up; /* it has told a result of -1 */
};

/*
 * Starts a child that calls act(argument) and leaves. needed: a server, which
 * starts with SIGPIPE at its default action; other roles ignore it.
 * Returns the role; it is the director's.
 */
struct role *start(const char *name, bool needed, void (*act)(void *argument),
                   void *argument);

/*
 * In a role: tells "= KEY TEXT", or "= KEY RESULT" if text is a null pointer, or
 * "= KEY -1 ERRNO" if result is -1.
 */
void tell(const char *key, long result, const char *text);

/* In a role: it is ready for what comes next. */
void tell_ready(void);

/* Waits until the role is ready. Returns false if it ends instead. */
bool wait_ready(struct role *role);

/*
 * Waits until the role has ended, and prints what it told. Returns false if it
 * could not do its work, because somebody whom it needs has ended early.
 */
bool finish(struct role *role);

/* Sends a signal to a role that is needed until now, and waits for its end. */
void end_role(struct role *role, int signal_number);

/* Prints "= KEY ..." for main itself, as tell does. */
void report(const char *key, long result, const char *text);

/* Ends and reaps whoever is left. Returns main's exit status: 0, 1 (FAILED), or
 * ENOSYS when a function said that it is still to be written. */
int close_scene(const char *exercise, const char *file);

enum { FAILED = 1, BAD_USAGE = 2 };

#endif
