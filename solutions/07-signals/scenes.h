/*
 * scenes.h - what main.c and the files with scenes share. Finished code.
 *
 *   main.c               options; 7.1 and 7.2
 *   scenes_children.c    7.3, 7.6, 7.7, 7.9: who is started
 *   scenes_services.c    7.4, 7.5, 7.8: who asks, sends, and orders
 *   scenes.c             words, results, children, the state of all signals
 */
#ifndef SCENES_H
#define SCENES_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

enum { FAILED = 1, BAD_USAGE = 2 };

/* The surroundings, set by the options; see the top of main.c. */
struct surroundings {
    bool early, twice, full;
    int room;    /* for pending signals; 0: as the system says */
    int quitter; /* the child that returns at once; -1: none */
};
extern struct surroundings surroundings;

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

/* Starts a child that sends the signal so often to this process, and ends. */
pid_t start_sender(int number, int times);

/* The mask, and what each signal does. */
struct state {
    sigset_t blocked;
    struct sigaction actions[NSIG];
};
void take_state(struct state *state);

/* Is it the same now? */
bool same_state(const struct state *before);

/* Prints "= as before 1", or 0 if it is another one now. Keeps errno. */
void report_state(const struct state *before);

/* One per exercise: the arguments behind its id. */
int run_look_after(int count, char *words[]);
int run_serve(int count, char *words[]);
int run_events(int count, char *words[]);
int run_start(int count, char *words[]);
int run_turns(int count, char *words[]);
int run_desk(int count, char *words[]);
int run_guard(int count, char *words[]);

/* The program that 7.6 and 7.9 start: told, leave STATUS, rest, calls, stubborn.
 * -1 if the words are none of these. */
int be_program(int count, char *words[]);

#endif
