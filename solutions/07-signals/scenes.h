/*
 * scenes.h - what main.c and scenes.c share. Finished code.
 *
 *   main.c      options, arguments, and who plays the other side
 *   scenes.c    words, results, children, and the state of all signals
 */
#ifndef SCENES_H
#define SCENES_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

enum { FAILED = 1, BAD_USAGE = 2 };

/* Says what is wrong with the arguments, in one line, and ends. */
_Noreturn void usage(const char *wrong);

/* A number from least to most; anything else ends the program. */
int whole_number(const char *text, int least, int most);

/* Prints "= NAME R", or "= NAME -1 ERRNO". Keeps errno. */
void report(const char *name, long result);

/* The exit status for a function that returned `result` (errno is its own). */
int verdict(const char *exercise, const char *file, long result);

/* fork, or the end of the program. */
pid_t fork_role(void);

/* Waits for a child, after a SIGKILL or without; handlers do not disturb it and
 * errno stays. Returns the child's status, as a shell shows it. */
int kill_and_reap(pid_t pid);
int keep_errno_and_reap(pid_t pid);

/* The mask, and what each signal does. */
struct state {
    sigset_t blocked;
    struct sigaction actions[NSIG];
};
void take_state(struct state *state);

/* Prints "= as before 1", or 0 if it is another one now. Keeps errno. */
void report_state(const struct state *before);

#endif
