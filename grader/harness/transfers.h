/* transfers.h - which of read_full and write_full was wrong, and how.
 *
 *   log of the program:   read 7 · read 7 · ... · "= read_full 100 -> 100"
 *                         write 4097 · ...      · "= write_full 100 -> 100"
 *
 * The calls before each line that main told belong to that function: what they
 * gave, how much they asked for and where in memory shows the mistake.
 */
#ifndef HARNESS_TRANSFERS_H
#define HARNESS_TRANSFERS_H

#include "harness/check.h"

/* For a program that copies its input (text[0..length-1]) to its output with
 * both functions: tells the first that went wrong, if the log shows how. Says
 * nothing otherwise. */
void check_transfers(struct check *check, const char *text, size_t length);

#endif
