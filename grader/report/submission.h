/* submission.h - the files that somebody hands in, read once and safely.
 *
 *   FOLDER/pipes.c ─┐  plain files with exactly the names of lab.ini, at most
 *   FOLDER/shell.c ─┴► 1 MiB each; no links followed, no devices opened, and
 *                      whatever else lies there is not looked at
 */
#ifndef REPORT_SUBMISSION_H
#define REPORT_SUBMISSION_H

#include "report/lab.h"

#include <stdint.h>

enum { SUBMISSION_FILE_MAX = 1 << 20 };

struct handed_in {
    const char *name; /* the lab's */
    char *data;       /* ended by a NUL byte that does not count */
    size_t size;
};

struct submission {
    struct handed_in *files;
    int file_count;
    uint64_t hash;     /* of names and contents */
    char problem[160]; /* "holds no pipes.c": why it was not taken, or "" */
};

/* Reads the lab's files from the folder `fd` (which stays the caller's).
 * Returns 0; or -1 with a problem, and no files. The caller clears it. */
int submission_read(struct submission *submission, int fd,
                    const struct lab *lab);
void submission_clear(struct submission *submission);

/* FNV-1a over more bytes; begin with HASH_START. To recognise what was seen
 * before, not to protect anything. */
#define HASH_START 0xcbf29ce484222325U
uint64_t hash_more(uint64_t hash, const void *bytes, size_t size);

#endif
