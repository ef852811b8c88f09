/* compile.h - from a student's files to a program.
 *
 *   submission ─┐
 *   kit's own   ├─► FOLDER/source/ ──gcc, behind the sandbox's walls──► FOLDER/
 *   main.c, .h ─┘                                             program/pipes
 *
 * The kit's own files (all .c and .h of the lab that are not handed in) come
 * from solutions/, or from labs/ where there is no solutions/. Their objects
 * are kept in BUILD/obj/student/. */
#ifndef CHECK_COMPILE_H
#define CHECK_COMPILE_H

#include "report/kit.h"
#include "report/report.h"
#include "report/submission.h"

struct compile {
    const struct kit *kit;
    const struct lab *lab;
    const struct submission *submission;
    const char *folder;        /* private, exists */
    struct findings *findings; /* what the compiler says is added here */
    char *program;             /* out: malloc'd path, when it compiled */
    char *infra;               /* out: malloc'd, why it could not be tried */
};

/* Returns 0: program is there (findings may hold warnings, as remarks); 1: it
 * does not compile, the first finding says why; -1: infra says why not. */
int compile_submission(struct compile *compile);

#endif
