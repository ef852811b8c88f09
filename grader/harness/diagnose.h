/* diagnose.h - from the end of a run to a finding with a code. */
#ifndef HARNESS_DIAGNOSE_H
#define HARNESS_DIAGNOSE_H

#include "harness/check.h"

/* Adds what is wrong with the way the run went, whatever it was to compute.
 * Returns the status of the test ("stuck", "crash", ...), NULL if all is
 * well. */
const char *diagnose(struct check *check, const struct run *run);

/* Adds one error (takes over title, happened, cause). */
struct finding *finding_add(struct check *check, const char *code,
                            struct place place, char *title, char *happened,
                            char *cause);

#endif
