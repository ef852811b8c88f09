/* watch.h - checks again whenever a file of the lab is saved.
 *
 *   editor ──writes or replaces──► labs/01-pipes/pipes.c
 *                                        │ inotify(7): closed after writing,
 *                                        ▼             or moved here
 *                    ipccheck --watch ──fork, exec──► ipccheck --lab 01
 *
 * A save while a check runs ends that check and begins the next one: only the
 * newest text is worth reading about. It never goes on to another exercise by
 * itself. Between saves it sleeps in poll(2). */
#ifndef CHECK_WATCH_H
#define CHECK_WATCH_H

#include "check/check.h"

/* Checks once, then after every save, until a signal ends it or the folder is
 * gone. Returns the exit status of the last check that came to its end. */
int watch_lab(const struct kit *kit, const char *name,
              const struct check_options *options);

#endif
