/* lab.h - what labs/NN-name/lab.ini says of a lab.
 *
 *   [lab]  title, files, handout        [1.3]  title, depends, hint.1, ...
 *                                              tests = basic:2 big_output:1
 */
#ifndef REPORT_LAB_H
#define REPORT_LAB_H

#include <stddef.h>

struct lab_test {
    char *name;
    int points;
};

struct lab_exercise {
    char *id; /* "1.3" */
    char *title;
    char *depends; /* ids with blanks between, may be empty */
    struct lab_test *tests;
    int test_count;
    char **hints; /* from gentle to plain */
    int hint_count;
};

struct lab {
    char *name; /* "01-pipes": the folder */
    char *title;
    char *handout;
    char **files; /* what a student hands in, plain names */
    int file_count;
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

/* Splits at blanks. Returns a malloc'd array of malloc'd words, their number
 * in *count; NULL when there is none (or memory is short). */
char **lab_words(const char *text, int *count);

#endif
