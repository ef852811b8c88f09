/* predict.h - a question before the run, and the run itself as the answer.
 *
 *   lab.ini ─question─► person ─a─► ipcviz --plain -- program ─lines─► b was so
 */
#ifndef CHECK_PREDICT_H
#define CHECK_PREDICT_H

#include "report/kit.h"

/* Asks the questions of one lab, or of one exercise of it (NULL: all), one after
 * the other. Reads each answer from standard input, runs `program` (the student's,
 * as built by make) as the question says, and tells which answer the run shows.
 * Returns the exit status: 0, or 1 if a run could not decide (the exercise is
 * still to be written, or it does something else). Ends with 2 if there is no
 * question or no program. */
int predict_ask(const struct kit *kit, const char *lab, const char *exercise,
                const char *program);

#endif
