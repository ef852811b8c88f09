/*
 * scenes.h - what main.c and clients.c share. Finished code.
 */
#ifndef SCENES_H
#define SCENES_H

extern const char *path; /* of the scene's FIFO, as it was typed */

/* Says what is wrong with the arguments, in one line, and ends. */
_Noreturn void usage(const char *wrong);

/* If word is "name:rest", its rest; if it is "name", an empty text; else NULL. */
const char *is_word(const char *word, const char *name);

/* Puts what the option says under the scene's name: 'n' nothing, 'r' a plain
 * file, else a FIFO. */
void set_up(int option);

/* Tells what is there now: "= path fifo", "= path nothing", or or what a plain
 * file under that name holds. */
void report_path(void);

/* Tells the beginning of a plain file's content: "= KEY keep me". */
void report_file(const char *key, const char *name);

/* Notices from now on when somebody opens `name`; and waits until that has
 * happened. inotify(7) */
int watch_opens(const char *name);
void wait_open(int watch);

/* One exercise's scene: the words behind PATH, and -n, -r, -l or 0. */
void play_service(int count, char *words[], int option);
void play_life(int count, char *words[], int option);

#endif
