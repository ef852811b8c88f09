/*
 * scenes.h - what main.c and the two files with scenes share. Finished code.
 *
 *   main.c            options, arguments, results
 *   scenes_posix.c    3.1 to 3.5: who plays the other side, with POSIX queues
 *   scenes_sysv.c     3.6 to 3.8: the same with System V queues
 */
#ifndef SCENES_H
#define SCENES_H

#include <mqueue.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { FAILED = 1, BAD_USAGE = 2, WORD_MAX = 8192 };

/* The surroundings, set by the options; see the top of main.c. */
struct surroundings {
    bool nonblocking, old_queue, killed_run, late, silent, full, missing,
        garbage, stop_first;
};
extern struct surroundings surroundings;

/* Says what is wrong with the arguments, in one line, and ends. */
_Noreturn void usage(const char *wrong);

/* A number from least to most; anything else ends the program. */
int whole_number(const char *text, int least, int most);

/*
 * Takes "3:word" apart: returns 3 and sets *bytes and *length to "word". In the
 * word \0 stands for a zero byte, and *5000 for 5000 letters. *bytes lies in
 * the word itself or, of *5000, in memory that is never freed.
 */
int number_and_word(char *argument, int least, int most, char **bytes,
                    size_t *length);

/* Prints "= NAME R", or "= NAME -1 ERRNO". Keeps errno. */
void report(const char *name, ssize_t result);

/* The exit status for a function that returned `result` (errno is its own). */
int verdict(const char *exercise, const char *file, ssize_t result);

/* fork, or the end of the program. */
pid_t fork_role(void);

/* One write of "BEFORE[BYTES]\n" to descriptor 1. */
void print_bytes(const char *before, const void *bytes, size_t length);

/* One per exercise: the arguments behind its id. */
int run_create(int count, char *words[]);
int run_whole(int count, char *words[]);
int run_work(int count, char *words[]);
int run_ask(int count, char *words[]);
int run_collect(int count, char *words[]);
int run_letters(int count, char *words[]);
int run_desk(int count, char *words[]);
int run_dispatch(int count, char *words[]);

#endif
