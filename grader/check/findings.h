/* findings.h - what can be said of a finding only after the run: where a gap
 * stands in the student's file, and where its recording is kept. */
#ifndef CHECK_FINDINGS_H
#define CHECK_FINDINGS_H

#include "report/report.h"
#include "report/submission.h"

/* Moves the recordings that findings name from the folder `from` to `to`,
 * where older ones of the same exercises are removed first; to NULL: none are
 * kept, and no finding names one. */
void findings_finish(struct report *report, const struct submission *submission,
                     const char *from, const char *to);

#endif
