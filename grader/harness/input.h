/* input.h - what a check feeds a program: drawn from the run's seed.
 *
 * The same seed gives the same numbers on every system and libc, in the order
 * in which one test draws them. Criterion runs each test in a process of its
 * own, so no test moves another one's numbers.
 */
#ifndef HARNESS_INPUT_H
#define HARNESS_INPUT_H

#include "harness/check.h"

/* The seed of this run (IPC_SEED; 1 if it is not set). */
unsigned long check_seed(void);

/* The next number, from 0 to limit - 1. */
unsigned check_random(struct check *check, unsigned limit);

/* length bytes of small letters, digits, spaces and newlines, and a NUL byte;
 * malloc'd, the caller frees it. */
char *check_letters(struct check *check, size_t length);

/* The same without newlines: one line, or one argument. */
char *check_one_line(struct check *check, size_t length);

/* A copy with a to z made capital, as the upper-case service of every lab
 * answers; length bytes and a NUL byte, malloc'd, the caller frees it. */
char *check_upper(const char *text, size_t length);

#endif
