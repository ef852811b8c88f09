/* journal.h - labs/progress.ini: the points and hints of a student so far.
 *
 *   [01-pipes]
 *   1.1 = 10 of 10 points
 *   1.3 = 4 of 10 points, 2 hints
 *   1.4 = 1 hint                      not checked yet
 *
 * One file, for the student to read, to take along and to delete. What is missing
 * in it, or cannot be understood, counts as not checked; the next check writes
 * it anew. */
#ifndef CHECK_JOURNAL_H
#define CHECK_JOURNAL_H

#include "report/kit.h"
#include "report/report.h"

#define JOURNAL_ENTRIES 256

struct journal_entry {
    char id[16];     /* "1.3" */
    int points, max; /* of the last check that ran; points -1: none did */
    int hints;       /* how many were given */
};

struct journal {
    const struct kit *kit;
    int lock; /* descriptor of labs/, held by whoever changes the file */
    struct journal_entry entries[JOURNAL_ENTRIES];
    int count;
};

/* Reads the file, and keeps everybody else from writing it until journal_close.
 * Never fails: what cannot be read is empty. */
void journal_open(struct journal *journal, const struct kit *kit);

/* The entry of this exercise, made if it is new; valid until the next call. */
struct journal_entry *journal_find(struct journal *journal, const char *id);

/* Takes over what a report says of each exercise it holds. A program that did
 * not compile and a check that failed change nothing: they say nothing about
 * what the student can do. */
void journal_take(struct journal *journal, const struct report *report);

/* Writes the file as a whole, or not at all; a line on stderr says why not. */
void journal_write(const struct journal *journal);

void journal_close(struct journal *journal);

#endif
