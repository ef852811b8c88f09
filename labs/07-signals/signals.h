/*
 * signals.h - the functions of lab 07, documented like manual pages.
 *
 *   kill, a key, a timer, a child's end
 *        |
 *        v            blocked: it waits here, one of each kind
 *    [ pending ] ---> delivered: the handler runs, between any two
 *                     instructions of yours - or inside a call, which then
 *                     gives -1 with EINTR
 *
 * A signal is a number that comes at any moment. It may come before you wait
 * for it, while you are in the middle of printf, twice at once as one, and also
 * in the child that has not yet said what shall be done with it.
 *
 * Conventions of every function here:
 * - It returns -1 and sets errno on an error.
 * - When it returns, the mask of blocked signals and the actions of all signals
 *   are what they were before, unless it says something else.
 * - A handler of the caller that interrupts it is no error (EINTR never comes
 *   out), and its own handlers leave errno as it was.
 * - It sleeps in the kernel while it has to wait, and never asks in a loop.
 * - The children that it starts are its own: it reaps each of them.
 * - A status is what a shell shows as $?: 0 to 255 from exit, 128 + n for a
 *   process that signal n ended.
 */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* ---- 7.1: a handler that is safe (handlers.c) ---------------------------- */

/*
 * Computes, round after round, until the signal `number` has come once.
 * begun   is called when the signal may come
 * Returns how many rounds it did, at least one.
 *                                         sigaction(2) signal-safety(7)
 */
long count_until(int number, void (*begun)(void));

/*
 * Prints "line 1" to "line COUNT" with printf. For each signal `number` that
 * comes meanwhile, its handler writes "[signal]" and a newline to descriptor 1,
 * at once. However unlucky the moment: every line and every notice comes out
 * once and whole.
 * Returns 0.                             sigaction(2) signal-safety(7) write(2)
 */
int print_lines(int count, int number);

/* ---- 7.2: no lost wake-up (handlers.c) ----------------------------------- */

/*
 * A bell: the signal `number` rings it. There is one at a time.
 *
 * bell_open    from now on the signal ends nobody, and no ring is lost
 * bell_wait    sleeps until it has rung since the last bell_wait (since
 *              bell_open, the first time); returns at once if it has already.
 *              Several rings may count as one.
 * bell_close   the signal's action and the mask are as before bell_open; rings
 *              that nobody waited for are forgotten
 * All return 0.      sigaction(2) sigprocmask(2) sigsuspend(2) sigwaitinfo(2)
 */
int bell_open(int number);
int bell_wait(void);
int bell_close(void);

/* ---- 7.3: children that end together (children.c) ------------------------ */

enum { CHILDREN_MAX = 16 };

/*
 * Starts `count` children (1 to CHILDREN_MAX), which call child(i), i from 0,
 * and end with the status that it returns. Meanwhile it reads descriptor in.
 * In the children the mask and the actions are the caller's.
 * typed   is given what is read, as it comes
 * ended   is told of each child's end and status at once, also while nothing is
 *         typed; both are called by the main flow, never by a handler
 * The caller has no other children meanwhile.
 * Returns 0 when `in` is at its end and all children have ended, reaped. Errors:
 * those of fork, poll and read; the children are then ended and reaped.
 *                                    wait(2) sigaction(2) ppoll(2) signal(7)
 */
int look_after(int count, int (*child)(int number), int in,
               void (*typed)(const char *bytes, size_t length),
               void (*ended)(int number, int status));

/* ---- 7.4: an orderly server (server.c) ----------------------------------- */

enum { PREFIX_MAX = 32, LINE_MAX_BYTES = 1000 };

/*
 * The upper-case service for lines: each line that comes from `in` goes to `out`
 * in upper case, with the prefix in front, in one write.
 * settings  fills in the prefix; called at the start, and once more, by the main
 *           flow, after each SIGHUP
 * SIGHUP    has the settings read again, before the next line is answered
 * SIGTERM   ends the service in good order: what it has read whole is answered
 * A line without newline at the end of file, or longer than LINE_MAX_BYTES, is
 * dropped. Other descriptors that it makes are its own, and closed.
 * Returns 0 at end of file, and after SIGTERM. Errors: those of poll, read, write.
 *                              sigaction(2) ppoll(2) signalfd(2) signal(7)
 */
int serve(int in, int out, void (*settings)(char prefix[PREFIX_MAX]));

/* ---- 7.5: signals with data (data.c) ------------------------------------- */

struct event {
    pid_t from;
    int value;
};

/*
 * Events are sent to a process, each with a number, and are never lost: they
 * wait in a queue, in the kernel or in yours.
 *
 * events_open   for the receiver: from now on events may come; before it forks
 *               those who will send
 * event_send    sends one. Returns 0, or -1: EAGAIN when too many wait already
 *               (RLIMIT_SIGPENDING), and then it was not sent
 * event_next    the oldest one; sleeps until there is one
 * events_close  mask and actions as before
 *             sigqueue(3) sigaction(2) sigwaitinfo(2) signal(7), "Real-time"
 */
int events_open(void);
int event_send(pid_t to, int value);
int event_next(struct event *event);
int events_close(void);

/* ---- 7.6: a clean start (start.c) ---------------------------------------- */

/*
 * Runs a program, searched in PATH, and waits for its end. It starts as after a
 * login: nothing is blocked and nothing is ignored, whatever the caller has
 * blocked or ignored. SIGINT and SIGQUIT are meant for the program and do not
 * end the caller meanwhile.
 * Returns the program's status, 127 if it cannot be started. Errors: those of
 * fork.            execve(2), "Effect on process attributes"; system(3)
 */
int run_program(char *const argv[]);

/* ---- 7.7: turns for everybody (scheduler.c) ------------------------------ */

/*
 * Starts `count` children (1 to CHILDREN_MAX), which call work(i) and end with
 * status 0 if it returns, and lets one at a time compute: child 0 for slice_ms
 * milliseconds, then 1, and so on, round after round (SIGCONT, SIGSTOP). None
 * computes before its first turn. Those that have ended are passed over. After
 * `rounds` rounds, or when all have ended, the rest is ended with SIGKILL.
 * turn   is told of each turn before it begins
 * In the children the mask and the actions are the caller's. All are reaped.
 * Returns how many children ended by themselves. Errors: those of fork, and then
 * all that were started are ended and reaped.
 *                 kill(2) wait(2), "WUNTRACED"; setitimer(2) sigwaitinfo(2)
 */
int round_robin(int count, void (*work)(int number), int slice_ms, int rounds,
                void (*turn)(int number));

/* ---- 7.8: the upper-case service, told by signals (desk.c) --------------- */

enum { DESK_TEXT = 200 };

/* Lies in memory that client and server share; zero bytes at first. */
struct desk {
    pid_t client, server;
    char text[DESK_TEXT]; /* the question, then the answer */
    int answers;          /* how many there were */
};

/*
 *    client                     desk                       server
 *      | puts text            [ text ]                       |
 *      |--- SIGUSR1 ---------------------------------------->| upper case
 *      |<------------------------------------------ SIGUSR2 -|
 *
 * desk_open    starts the server, a child; when it returns the server may be
 *              asked. Until desk_close the signals SIGUSR1, SIGUSR2 and SIGCHLD
 *              are the desk's. Returns 0. Errors: those of fork.
 * desk_ask     puts the text (shorter than DESK_TEXT), tells the server, and
 *              waits for the answer. Returns 0, and text is in upper case.
 *              Errors: EPIPE when the server has died.
 * desk_close   ends the server, unless it has died, and reaps it. Returns 0.
 *                                  kill(2) sigsuspend(2) sigwaitinfo(2)
 */
int desk_open(struct desk *desk);
int desk_ask(struct desk *desk, char text[DESK_TEXT]);
int desk_close(struct desk *desk);

/* ---- 7.9: choose a mechanism (guard.c) ----------------------------------- */

enum { TOO_LATE = 124 };

/*
 * Runs a program, searched in PATH, and sees to it that it ends.
 *   - After limit_ms milliseconds (0: no limit) it is sent SIGTERM, and grace_ms
 *     milliseconds later SIGKILL.
 *   - A SIGTERM that the caller gets meanwhile is passed on to the program, and
 *     does nothing else; so is SIGINT.
 *   - It starts with the mask and the actions that the caller has.
 *   - No child of the caller but this one is reaped.
 * Returns the program's status, 127 if it cannot be started, TOO_LATE if its time
 * was over. Errors: those of fork.
 *     sigtimedwait(2) setitimer(2) timerfd_create(2) signalfd(2) pidfd_open(2)
 */
int guard(char *const argv[], int limit_ms, int grace_ms);

#endif
