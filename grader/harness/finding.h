/* finding.h - one thing that a test found, and the file it is told in.
 *
 * The suite writes one file a test; who reads them (grader/report) adds the
 * rule and the page to each code and counts the points.
 */
#ifndef HARNESS_FINDING_H
#define HARNESS_FINDING_H

#include "observe/event.h"

enum severity { SEVERITY_ERROR, SEVERITY_REMARK };

#define FINDING_PIDS 8

struct finding {
    const char *code; /* "PIPE-02": static text */
    enum severity severity;
    char *title; /* malloc'd, owned by the finding, as the next */
    char *happened;
    char *cause;        /* or NULL */
    struct place place; /* file NULL: no line to show */
    char *processes[FINDING_PIDS];
    int process_count;
    char *object; /* or NULL */
};

#define FINDINGS_MAX 12

struct result {
    const char *exercise, *test;
    const char *status;    /* "pass", "fail", "crash", "stuck", "limit", ... */
    const char *isolation; /* "sandbox", or "none: why" */
    char *tried;           /* malloc'd */
    char *record;          /* file name of the recording, or NULL; malloc'd */
    int64_t duration_ms;
    struct finding findings[FINDINGS_MAX];
    int finding_count;
};

/* Writes result to DIRECTORY/EXERCISE.TEST.json, whole or not at all. Returns
 * 0, or -1 with errno. */
int result_save(const struct result *result, const char *directory);

/* Frees what the result owns. */
void result_clear(struct result *result);

#endif
