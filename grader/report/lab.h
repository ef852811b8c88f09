/* lab.h - what labs/NN-name/lab.ini says of a lab.
 *
 *   [lab]  title, files, handout,       [1.3]  title, depends, hint.1, ...
 *          explored = yes
 *                                              tests = basic:2 big_output:1
 *                                              predict, see lab_prediction
 */
#ifndef REPORT_LAB_H
#define REPORT_LAB_H

#include <stdbool.h>
#include <stddef.h>

struct lab_test {
    char *name;
    int points;
};

/* What is to be guessed before a run, for make predict:
 *
 *   predict = What is the status of yes?       the question
 *   predict.run = 1.4 'yes' 'head -1'          arguments, as typed
 *   predict.a = 0                              an answer, and the extended
 *   predict.a.shows = ^= status 0 0$           regular expression of a line
 *   predict.b = ...                            that the run shows if it is so
 *   predict.why = Its reader has left: ...     told afterwards
 */
#define LAB_CHOICES 6

struct lab_choice {
    char *text, *shows;
};

struct lab_prediction {
    char *question, *run, *why;
    struct lab_choice choices[LAB_CHOICES]; /* a, b, ... */
    int choice_count;
};

struct lab_exercise {
    char *id; /* "1.3" */
    char *title;
    char *depends; /* ids with blanks between, may be empty */
    struct lab_test *tests;
    int test_count;
    char **hints; /* from gentle to plain */
    int hint_count;
    struct lab_prediction *prediction; /* NULL: none */
};

struct lab {
    char *name; /* "01-pipes": the folder */
    char *title;
    char *handout;
    char **files; /* what a student hands in, plain names */
    int file_count;
    bool explored; /* its program is built for the explorer */
    struct lab_exercise *exercises;
    int exercise_count;
};

/* Reads `path`; `name` is the lab's folder name. Returns the lab, which the
 * caller frees with lab_free, or NULL: then message (of `size` bytes) is one
 * line that says why. */
struct lab *lab_load(const char *path, const char *name, char *message,
                     size_t size);
void lab_free(struct lab *lab);

/* The exercise with this id, or NULL. */
const struct lab_exercise *lab_find(const struct lab *lab, const char *id);

/* Takes one of the predict keys. Returns false if the key or its value is wrong:
 * a letter out of order, no regular expression. And whether all is there. For
 * lab.c. (lab_predict.c) */
bool lab_predict_set(struct lab_exercise *exercise, const char *key,
                     const char *value);
bool lab_predict_is_whole(const struct lab_exercise *exercise);
void lab_predict_free(struct lab_prediction *prediction);

/* Splits at blanks. Returns a malloc'd array of malloc'd words, their number
 * in *count; NULL when there is none (or memory is short). */
char **lab_words(const char *text, int *count);

#endif
