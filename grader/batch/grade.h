/* grade.h - from one submission to one grade.
 *
 *   folder ─► grade_begin: refused at once / known already / to be checked
 *   ipccheck's report ─► grade_take ─► feedback text, grade
 */
#ifndef BATCH_GRADE_H
#define BATCH_GRADE_H

#include "batch/pool.h"
#include "batch/store.h"
#include "report/kit.h"

struct batch {
    struct kit kit;
    struct lab *lab;
    struct store *store;
    const char *submissions; /* folder */
    int submissions_fd;
    const char *out;  /* folder; reports/ is in it */
    const char *seed; /* NULL: each check finds its own */
    uint64_t kit_key; /* key.h */
};

enum begin { BEGIN_DONE, BEGIN_KNOWN, BEGIN_CHECK };

/* Looks at a student's folder. BEGIN_CHECK: run a check, *key is what to store
 * it under; BEGIN_KNOWN: the stored grade is of these files; BEGIN_DONE: the
 * files cannot be taken, and a grade that says so is stored. */
enum begin grade_begin(const struct batch *batch, const char *student,
                       uint64_t *key);

/* The command line of the check, malloc'd, ended by NULL; grade_free_command
 * releases it. Removes an older report. */
char **grade_command(const struct batch *batch, const char *student);
void grade_free_command(char **command);

/* Takes the report of an ended check: writes the feedback, stores the grade.
 * *grade is filled for the progress line; grade_clear releases it. */
void grade_take(const struct batch *batch, const char *student, uint64_t key,
                const struct job *job, struct grade *grade);

#endif
