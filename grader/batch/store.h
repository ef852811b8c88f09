/* store.h - what is already graded, in OUT/grades.sqlite: safe against a crash
 * at any moment. A grade is in it as a whole or not at all. */
#ifndef BATCH_STORE_H
#define BATCH_STORE_H

#include <stdint.h>

struct grade {
    const char *student; /* raw bytes of the folder's name */
    uint64_t key;        /* of what was graded, and with what */
    char *status;        /* graded, compile, refused, infra */
    int points, max;
    char *exercises; /* points of each, blanks between: "10 3 0" */
    char *reason;    /* may be "" */
};

struct store;

/* Opens or makes it. NULL if it cannot be used, and then *message is one line
 * (static, or until the next call). */
struct store *store_open(const char *path, const char **message);
void store_close(struct store *store);

/* Writes a grade in place of an older one. When it returns 0 the grade is on
 * the disk; -1: it is not, and store_error tells why. */
int store_put(struct store *store, const struct grade *grade);

/* Fills *grade for this student: 1, and grade_clear releases it; 0: there is
 * none; -1: an error. */
int store_get(struct store *store, const char *student, struct grade *grade);
void grade_clear(struct grade *grade);

const char *store_error(struct store *store);

#endif
