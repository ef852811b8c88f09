/* gaps.h - gaps of a student's files that still stand as the lab gave them.
 *
 *   TODO(1.1b) ...      a comment, and behind it nothing but
 *   (void)rfd;          lines like this one, up to
 *   errno = ENOSYS;     what main.c takes for "still to be written"
 *
 * A comment that was left standing above finished lines is no gap.
 */
#ifndef CHECK_GAPS_H
#define CHECK_GAPS_H

#include "report/submission.h"

#include <stdbool.h>

struct gap {
    const char *file; /* the submission's */
    int line;         /* of its TODO */
    char id[16];      /* "1.1b" */
};

/* The first unwritten gap of the exercise itself; else the first in a function
 * that one of its functions calls, directly or through others. Returns false
 * if there is none. */
bool gap_find(const struct submission *submission, const char *exercise,
              struct gap *gap);

#endif
