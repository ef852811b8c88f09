/* chance.h - schedules by chance, where there are too many to run them all. */
#ifndef EXPLORE_CHANCE_H
#define EXPLORE_CHANCE_H

#include "explore/explore.h"

/* The next of a row of numbers that looks like chance; *state is any number at
 * first, and the same one gives the same row. */
uint64_t chance_next(uint64_t *state);

/* Goes on after a search that found nothing: so many runs by chance, the same for
 * the same seed, until one fails. Adds to result->runs, and fills it as search
 * does. 0, or -1 with errno. */
int search_by_chance(struct server *server, uint64_t runs, uint64_t seed,
                     bool races, struct search_result *result);

#endif
