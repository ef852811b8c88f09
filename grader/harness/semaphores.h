/* semaphores.h - what a run shows of its semaphores, and who was where when.
 *
 *   output      "1 in", "2 in", "1 out" ....... how many were inside at a time
 *   errors      ". sem_wait" (main's option -v)  what was used, and at which line
 *   the log     a named semaphore is opened, somebody sleeps on one, semop, ...
 *
 * A semaphore that nobody waits for makes no system call. So the program's main
 * marks by writes who is inside, a move holds one there, and what the others do
 * meanwhile tells whether the semaphore keeps them out.
 *
 * Only lines of a student's own file are places. Pointers belong to the run.
 */
#ifndef HARNESS_SEMAPHORES_H
#define HARNESS_SEMAPHORES_H

#include "harness/check.h"

/* ---- who was where ---- */

/* What counts: "WHO enter" and "WHO leave" lines, "WHO dead" leaves as well.
 * Only processes number from first to last count (last 0: all). */
struct crowd {
    const char *enter, *leave;
    int first, last;
};

/* The most that were in at a time. *intruder (may be NULL): the number of the
 * one who was the first too many if `limit` may be in, -1 if there was none. */
int crowd_most(const struct run *run, const struct crowd *crowd, int limit,
               int *intruder);

/* The line in a student's file from which `who` first told this word. */
struct place crowd_place(const struct run *run, int who, const char *word);

/* How many lines "WHO word" were told (who -1: by anybody), and the position in
 * the output of the nth (from 1) line "WHO word", -1 if it is not there. */
int crowd_count(const struct run *run, int who, const char *word);
long crowd_position(const struct run *run, int who, const char *word, int nth);

/* ---- semaphores ---- */

/* Where process pid (0: any) last got a named semaphore. */
struct place place_of_gate(const struct run *run, int pid);

/* Did another process get a named semaphore that is not the program's own one?
 * *place: where. */
bool gates_differ(const struct run *run, struct place *place);

/* Had the program's named semaphore been there before it got it? */
bool gate_is_old(const struct run *run);

/* Where process pid (0: any) last fell asleep on a semaphore or a set. */
struct place place_of_sleep(const struct run *run, int pid);

/* Where process pid (0: any) first used this function, as told with -v; its file
 * is NULL if it did not. */
struct place place_of_use(const struct run *run, const char *function, int pid);

/* The pid of the process with this number: main is 0. */
int semaphore_pid(const struct run *run, int who);

/* ---- what a suite says ---- */

/* A name for semaphores: behind walls each run has its own, else it is new. */
const char *semaphore_name(void);

/* For struct setting's explain: tells a standstill as this mistake, in the words
 * of the run. Returns true. */
bool semaphore_stuck(struct check *check, const struct run *run,
                     const char *code, struct place place, const char *title,
                     const char *cause);

#endif
