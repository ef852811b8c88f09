/* settings.h - what was asked for on the command line. */
#ifndef TUI_SETTINGS_H
#define TUI_SETTINGS_H

#include "tui/run.h"

#define LOOKED_MAX 256
#define LOOK_MS 100 /* ten looks a second */

struct settings {
    bool plain, big, cpus, paused;
    int speed;          /* events per second, 0 = as fast as they come */
    const char *record; /* file to write, or NULL */
    const char *replay; /* file to read, or NULL */
    const char *title;
    char **command;           /* NULL for a replay, and when looking */
    struct look_options look; /* --pid, --tree, --user */
    pid_t looked[LOOKED_MAX]; /* its pids */
    bool looks;               /* one of these three was given */
    struct note notes[NOTES_MAX];
    int note_count;
};

/* Reads the command line. Bad usage ends the program with one line and 2,
 * --help with the usage and 0. */
void settings_read(struct settings *settings, int argc, char **argv);

#endif
