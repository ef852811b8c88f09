/* diagnostics.h - what gcc and the linker print, as findings. */
#ifndef CHECK_DIAGNOSTICS_H
#define CHECK_DIAGNOSTICS_H

#include "check/command.h"
#include "report/report.h"
#include "report/submission.h"

/* Adds one error for the first thing that is wrong, with the number of all, if
 * it did not compile; else each warning as a remark. */
void diagnostics_read(struct findings *findings, const struct outcome *outcome,
                      const struct submission *submission, bool compiled);

#endif
