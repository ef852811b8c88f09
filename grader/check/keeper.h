/* keeper.h - whatever happens, nothing is left: no process, no file.
 *
 *   front ───── lifeline (a pipe) ─────► worker ──► gcc, suite ──► ...
 *   waits; takes Ctrl-C                  does the work
 *
 * Both adopt orphans (PR_SET_CHILD_SUBREAPER), so every process below them can
 * be found and ended, also one with a session of its own. If the front dies,
 * by SIGKILL too, the worker sees the end of the lifeline, ends everything and
 * removes the private folder; if the worker dies, the front does. If both are
 * killed at once, their children get SIGKILL from the kernel, and the next
 * check removes the folder, which nobody holds locked any more.
 */
#ifndef CHECK_KEEPER_H
#define CHECK_KEEPER_H

#include <stdbool.h>
#include <sys/types.h>

/* Runs work(argument, folder) in a worker; `folder` is a new private one below
 * `place`, which is removed afterwards with all that is in it. Returns what
 * work returned, 0 to 255. A signal (INT, TERM, HUP) that arrives meanwhile
 * ends the work, and then this process. */
int keeper_run(const char *place,
               int (*work)(void *argument, const char *folder), void *argument);

/* ---- for the worker ---- */

/* Can be read (at its end) when the front is gone: then give up. */
int keeper_lifeline(void);

/* Ends and reaps every process below this one. */
void keeper_end_children(void);

/* Notes a file outside of the folder that a killed suite would leave: it is
 * removed with the folder. May be called for several files. */
void keeper_note(const char *folder, const char *path);

#endif
