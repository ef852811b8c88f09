/* sources.h - the files that a program is made of, side by side in one folder:
 * those handed in, and all other .c and .h files of the lab, which are the
 * kit's own. They come from solutions/, or from labs/ if there is none. */
#ifndef CHECK_SOURCES_H
#define CHECK_SOURCES_H

#include "report/kit.h"
#include "report/submission.h"

#include <stdbool.h>

struct sources {
    char **names; /* of the kit's own files */
    int count;
    uint64_t hash; /* of these names and their contents */
};

/* Writes all files into `folder`, which exists. Returns 0, or -1 with errno;
 * sources_clear in both cases. */
int sources_copy(struct sources *own, const struct kit *kit,
                 const struct lab *lab, const struct submission *submission,
                 const char *folder);
void sources_clear(struct sources *own);

/* Does the name end so (".c")? */
bool source_is(const char *name, const char *end);

#endif
