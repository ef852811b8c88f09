/* results.h - JSON to tests and findings; for the files of this folder only. */
#ifndef REPORT_RESULTS_H
#define REPORT_RESULTS_H

#include "report/report.h"

#include <cjson/cJSON.h>

/* Parses a regular file; NULL if it is none, too large, or no JSON. The caller
 * frees it with cJSON_Delete. */
cJSON *json_file(int folder, const char *name);

/* The text of a key, NULL if there is none; it belongs to the object. */
const char *json_text(const cJSON *object, const char *key);

/* The number of a key; 0 if there is none or it is negative. */
int json_number(const cJSON *object, const char *key);

/* Appends the findings of an array (NULL: none). False if one is not as it
 * must be: unknown code, a path in place of a name. */
bool json_findings(struct findings *findings, const cJSON *array);

/* Fills status, findings and the like of a test. False, and the status is
 * infra, if the object contradicts itself. */
bool json_test(struct test *test, const cJSON *json);

#endif
