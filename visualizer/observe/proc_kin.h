/* proc_kin.h - processes whose descriptors we may not see, but who matter.
 *
 *   A process inherits its descriptors. So what this process was given at its
 *   start, its ancestors may have as well, and whoever was started beside it:
 *   producer | ipcviz consumer
 *
 * With root's or another user's processes among them, that nobody is seen to
 * hold a pipe does not mean that nobody holds it. proc(5), credentials(7)
 */
#ifndef OBSERVE_PROC_KIN_H
#define OBSERVE_PROC_KIN_H

#include "observe/proc_look.h"

/* Is it true of pid, or of one of its ancestors? Ends, as false, at one that is
 * gone, a zombie, a thread of the kernel, or further than 32 up. */
bool proc_any_ancestor(pid_t pid,
                       bool (*is_it)(const void *context, pid_t pid,
                                     const struct stat_facts *facts),
                       const void *context);

/* Does /proc hide processes from us (its option hidepid)? */
bool proc_hides_others(void);

/* May somebody whose descriptors we cannot see have what the calling process
 * was given? Asks all ancestors of the caller, and all of its session with their
 * descendants; anybody counts where /proc hides others. */
bool proc_unseen_kin(void);

#endif
