/* report.h - what one check found out: the only place where points are made.
 *
 *   lab.ini ──► report_new ─┐
 *   result files ───────────┼─► report_finish ──► report_write  (JSON)
 *   compiler, sandbox ──────┘                     report_print  (terminal)
 *
 * A test gets its points only when its status is pass. An exercise has the
 * status of its first test that is not right. A test without a result, or with
 * one that contradicts itself, is infra: a fault of the kit and never a score.
 *
 * All text is malloc'd and belongs to the report; report_free releases it.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/lab.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum status {
    STATUS_PASS,
    STATUS_FAIL,        /* a result is wrong */
    STATUS_CRASH,       /* a signal ended the program */
    STATUS_STUCK,       /* proven: nobody can wake anybody any more */
    STATUS_LIMIT,       /* it ran without end */
    STATUS_LEAK,        /* something was left behind */
    STATUS_COMPILE,     /* it does not compile */
    STATUS_NOT_WRITTEN, /* the gap is still open */
    STATUS_NOT_RUN,     /* lab.ini lists no test, or nothing was checked */
    STATUS_INFRA        /* the kit could not find out */
};

const char *status_name(enum status status);

/* Returns the status called `name`, or -1. */
int status_of(const char *name);

struct list {
    char **items;
    int count;
};

struct finding {
    char *code;     /* "PIPE-02", a code of rules.c */
    bool remark;    /* costs nothing */
    char *title;    /* a few words */
    char *happened; /* one sentence: what was seen */
    char *cause;    /* one sentence: why; may be "" */
    char *file;     /* "pipes.c", or NULL */
    int line;       /* 0: not known */
    struct list processes, objects;
    char *record; /* file name in the folder of records, or NULL */
};

struct findings {
    struct finding *items;
    int count;
};

struct test {
    char *name;
    enum status status;
    int points, max;
    int duration_ms;
    char *tried;     /* the command that shows the same by hand; may be "" */
    char *isolation; /* "sandbox" or "none: why" */
    struct findings findings;
};

struct exercise {
    char *id, *title;
    enum status status;
    int points, max;
    struct test *tests;
    int test_count;
};

struct report {
    char *kit; /* version */
    char *lab; /* "01-pipes" */
    char *title;
    char *handout;
    uint64_t seed;
    int points, max;
    char *isolation;         /* "sandbox" or "none: why" */
    char *infra;             /* why this is no score, or NULL */
    char *refused;           /* why it was not even looked at, or NULL */
    struct findings compile; /* what the compiler says */
    bool whole;              /* all exercises of the lab, not only one */
    struct exercise *exercises;
    int exercise_count;
};

/* An empty report of the lab, or of its exercise `only` if not NULL: every
 * test is infra until its result comes. NULL when memory is short. */
struct report *report_new(const struct lab *lab, const char *only,
                          const char *kit, uint64_t seed);
void report_free(struct report *report);

/* After report_collect of a suite that was stopped by its brake. If tests that
 * came to an end met their own limits, the program has used up the time: those
 * without a result count as run without end, and true is returned. */
bool report_blame_limit(struct report *report, int seconds);

/* Appends a finding and returns it, with empty texts, or NULL with ENOMEM. */
struct finding *report_add(struct findings *findings, const char *code);

/* Removes all of them. */
void report_clear(struct findings *findings);

/* Reads the result files of `folder` (results.h tells their form). A file that
 * cannot be used makes its test infra. Returns 0, or -1 with errno. */
int report_collect(struct report *report, const char *folder);

/* Gives every test this status: when there is nothing to collect. */
void report_set_all(struct report *report, enum status status);

/* Notes why this is no score; the first reason stays. */
void report_set_infra(struct report *report, const char *reason);

/* Computes points, maxima, statuses and isolation; to be called once, last. */
void report_finish(struct report *report);

/* 0: all is right, 1: something is not, 2: this is no score. */
int report_exit_status(const struct report *report);

/* ---- as JSON ---- */

/* Prints the report. The same report gives the same bytes. */
void report_print_json(const struct report *report, FILE *out);

/* Writes it to path, by way of a temporary file beside it: a reader sees the
 * whole report or none. Returns 0, or -1 with errno. */
int report_write(const struct report *report, const char *path);

/* Reads what report_write wrote. NULL when it is none (or there is none). */
struct report *report_load(const char *path);

/* ---- as text ---- */

struct text_style {
    bool utf8;
    bool colour;
    bool whole;          /* show every exercise that is not right in full */
    bool brief;          /* show none in full, only the overview */
    const char *sources; /* what to write before a file's name: "labs/x/" */
    const char *records; /* the folder of records, or NULL: none are kept */
    const char *again;   /* added to a command that repeats: " SRC='x'" */
};

/* For this stream, the locale and NO_COLOR. Other fields are left zero. */
struct text_style text_style_for(FILE *out);

/* Prints what a student reads, 80 columns wide. */
void report_print(const struct report *report, const struct text_style *style,
                  FILE *out);

#endif
