/* key.h - when the kit's programs, tests or lab change, all is graded anew. */
#ifndef BATCH_KEY_H
#define BATCH_KEY_H

#include "report/kit.h"

#include <stdint.h>

/* A hash of ipccheck, the suite, the lab's files and the seed (or NULL). */
uint64_t key_of_kit(const struct kit *kit, const struct lab *lab,
                    const char *seed);

#endif
