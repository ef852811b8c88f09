/* suite.h - runs a lab's Criterion suite against one program. */
#ifndef CHECK_SUITE_H
#define CHECK_SUITE_H

#include "report/kit.h"

#include <stdbool.h>
#include <stdint.h>

#define SUITE_WALL_SECONDS 120 /* the brake for all tests together */

struct suite {
    const struct kit *kit;
    const struct lab *lab;
    const char *only; /* an exercise's id, or NULL for all */
    const char *program;
    const char *folder; /* private; results/ and records/ are made in it */
    uint64_t seed;
    char *log;    /* out: malloc'd, what it printed */
    char *infra;  /* out: malloc'd reason why it did not finish */
    bool stopped; /* out: by the brake, which is no fault of the kit's if tests
                     that did finish met their limits */
};

/* The suite of this lab, malloc'd path; it may not exist. */
char *suite_path(const struct kit *kit, const struct lab *lab);

/* Runs it. Afterwards folder/results/ holds a file for each test that came to
 * an end. */
void suite_run(struct suite *suite);

#endif
