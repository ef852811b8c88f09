/*
 * main.h - what main.c and the main_... files share. Finished code.
 *
 *   main.c          options, arguments, results, what is done inside
 *   main_gate.c     5.1, 5.2: processes that meet at a name
 *   main_shared.c   5.3 to 5.6: processes that share memory
 *   main_sets.c     5.7, 5.8: System V sets
 *   main_desk.c     5.9, 5.10: the service, and the scanner
 */
#ifndef MAIN_H
#define MAIN_H

#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { FAILED = 1, BAD_USAGE = 2, PROCESSES_MAX = 16 };

/* The surroundings, set by the options; see the top of main.c. */
struct surroundings {
    bool visible, in_turn, joins, fails, killed_run, at_once, leaves, free,
        reverse;
    int old_value; /* -1: there is no old one */
    int who;       /* the number of this process, main is 0 */
};
extern struct surroundings surroundings;

/* Says what is wrong with the arguments, in one line, and ends. */
_Noreturn void usage(const char *wrong);

/* A number from least to most; anything else ends the program. */
long whole_number(const char *text, long least, long most);

/* Prints "= NAME R", or "= NAME -1 ERRNO". Keeps errno. */
void report(const char *name, long result);

/* The exit status for a function that returned `result` (errno is its own). */
int verdict(const char *exercise, const char *file, long result);

/* fork; the child gets the number `who`. Or the end of the program. */
pid_t start(int who);

/* With -i: waits until Enter is pressed. */
void await_turn(void);

/* Waits for a child: its exit status, or 128 + the signal that ended it. */
int collect(pid_t pid);

/* The same for `count` children, which are all there are. Returns how many did
 * not end with 0; *unwritten is set if one of them said ENOSYS. */
int collect_all(const pid_t pids[], int count, bool *unwritten);

/* The exit status of a child whose work returned `result`. */
int end_of_child(long result);

/* Zeroed memory that all children share. */
void *shared_memory(size_t size);

/* A pipe for one byte: one process waits until another has rung, or until nobody
 * is left who could. Whoever waits rings no more. */
struct bell {
    int ends[2];
};
void bell_make(struct bell *bell);
void bell_ring(const struct bell *bell);
void bell_await(const struct bell *bell);

/* One write of "WHO WORD\n" to descriptor 1. */
void mark(const char *word);

/* A call that waits for nothing: here the check can hold a process. */
void linger(void);

/* What is done inside a gate: marks "in", lingers, marks "out". Fails with EDOM
 * if the surroundings say so. The other one rings is_inside when it is in. */
int inside(void);
extern struct bell is_inside;
int inside_and_tell(void);

/* One per exercise: the arguments behind its id. */
int run_gate(int count, char *words[]);
int run_in_time(int count, char *words[]);
int run_buffer(int count, char *words[]);
int run_room(int count, char *words[]);
int run_table(int count, char *words[]);
int run_barrier(int count, char *words[]);
int run_set(int count, char *words[]);
int run_both(int count, char *words[]);
int run_desk(int count, char *words[]);
int run_scanner(int count, char *words[]);

#endif
