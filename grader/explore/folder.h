/* folder.h - where a program is built and run, and nothing of it stays. */
#ifndef EXPLORE_FOLDER_H
#define EXPLORE_FOLDER_H

/* A new folder in $TMPDIR or /tmp for this process; what is in it goes with it
 * when this process and all that it has started meanwhile are gone, by SIGKILL
 * too. At an exit that is waited for. `program` is the path of a file that may
 * be made in it, `room` that of an empty folder in it; both live as long as
 * the process. To be called once. 0, or -1 with errno: mkdtemp(3), pipe(2),
 * fork(2). */
int folder_make(char **program, char **room);

#endif
