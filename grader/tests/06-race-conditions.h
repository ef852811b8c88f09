/* 06-race-conditions.h - what lab 06 demands of each of its exercises.
 *
 *   the student's file ─ schedule: ──► the given program, in that order: wrong?
 *                      ─ accesses: ──► two of its steps: do they clash?
 *                      ─ its code ───► every order: right? and at the same time?
 *
 * The given program is the lab's starter, which the kit has built for itself: a
 * student may mend first and look for the order afterwards.
 */
#ifndef TESTS_RACE_CONDITIONS_H
#define TESTS_RACE_CONDITIONS_H

#include "harness/check.h"

#define SCENES 4

struct exercise {
    const char *id, *file;
    const char *code;           /* of its mistake */
    const char *scenes[SCENES]; /* main.c's, the first is the one to break */
    int parallel;               /* in scene number so much (from 1) two must be
                                   able to work at once; 0: in none */
};

/* The three parts of an exercise; each ends the check. False: points lost. */
bool is_broken(struct check *check, const struct exercise *exercise);
bool is_named(struct check *check, const struct exercise *exercise);
bool is_mended(struct check *check, const struct exercise *exercise);

/* Ends the check of a part that nobody has begun with. False. */
bool is_to_do(struct check *check, const struct exercise *exercise);

/* ---- what the student has written (06-race-conditions-answers.c) ---- */

/* What stands behind "// KEY:" in the student's file, malloc'd, without blanks
 * at its ends; empty if nothing does. *place is its line. */
char *answer_read(const struct exercise *exercise, const char *key,
                  struct place *place);

/* The line of the given file that ends with "// (LETTER)"; 0: none. */
int label_line(const struct exercise *exercise, char letter);

#endif
