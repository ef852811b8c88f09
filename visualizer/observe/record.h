/* record.h - a log on disk: JSON Lines, for machines and for people.
 *
 *   {"record":"ipc-lab-kit","version":2,"kit":"0.1","events":99,"title":""}
 *   {"n":1,"t":0,"pid":2,"event":"start","text":"pipes 1.1 hello"}
 *   {"n":2,"t":31,"pid":2,"event":"open","fd":0,"object":1,"number":1}
 *   ...
 *
 * Fields that are empty are left out. Any tool that reads JSON Lines can read
 * it: jq 'select(.event=="enter") | .call' FILE
 */
#ifndef OBSERVE_RECORD_H
#define OBSERVE_RECORD_H

#include "observe/log.h"

#include <stdio.h>

#define RECORD_VERSION 2
#define KIT_VERSION "0.1"

/* Writes header and all events to path, by way of a temporary file beside it,
 * so that a reader sees a whole record or none. Returns 0, or -1/errno. */
int record_save(const struct log *log, const char *title, const char *path);

/* Writes one event as one line. Returns 0, or -1 with errno. */
int record_print(const struct event *event, FILE *stream);

/* Reads a record into an empty log. Returns 0, or -1 with one line about what
 * is wrong in message (never ended by a newline): no such file, not a record,
 * another version, cut off at line N. The log is empty after a failure. */
int record_load(struct log *log, const char *path, char *message, size_t size);

#endif
