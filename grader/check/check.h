/* check.h - one lab checked: compile, run the suite, report.
 *
 *   lab.ini + files ─► compile ─► suite ─► result files ─► report ─► text
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "report/kit.h"
#include "report/report.h"

#include <stdbool.h>
#include <stdint.h>

struct check_options {
    const char *only;   /* an exercise's id, or NULL */
    const char *source; /* the folder of the student's files; NULL: labs/ */
    const char *report; /* file, or NULL: BUILD/report/NN-name.json */
    uint64_t seed;      /* 0: one that follows from the files */
    bool quiet;         /* prints nothing */
    bool no_records;    /* keeps no recordings */
    bool brief;         /* prints no exercise in full */
};

/* Checks the lab. Returns the exit status: 0 all is right, 1 something is not,
 * 2 it could not be checked (and then a line on stderr says why). */
int check_lab(const struct kit *kit, const char *name,
              const struct check_options *options);

/* BUILD/report/NN-name.json, malloc'd: the report of the last whole check. */
char *check_report_path(const struct kit *kit, const char *name);

#endif
