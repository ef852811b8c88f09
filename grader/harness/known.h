/* known.h - mistakes that show by themselves, whatever was to come out. */
#ifndef HARNESS_KNOWN_H
#define HARNESS_KNOWN_H

#include "harness/check.h"

/* Adds a mistake that explains a wrong result or a lost partner, whatever the
 * result was: wrong or unconnected ends, SIGCHLD ignored. Returns false if
 * there is none to be seen. */
bool check_known_mistake(struct check *check);

#endif
