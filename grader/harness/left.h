/* left.h - names that outlive the program: what it leaves on the system.
 *
 *   the program stands at its end, held
 *     ├─ its directory, /tmp ........ FIFOs, sockets, files     \
 *     ├─ /dev/shm ................... memory, named semaphores   } struct left
 *     └─ the world .................. queues, System V objects  /
 *
 * Only what was made in this run counts. Each run behind walls has a directory,
 * a /tmp, a /dev/shm and an IPC namespace of its own, so whatever lies there is
 * the program's; without walls /dev/shm and /tmp are everybody's, and only names
 * that the run was seen to make are looked up. ipc_namespaces(7),
 * shm_overview(7), mq_overview(7), sysvipc(7)
 */
#ifndef HARNESS_LEFT_H
#define HARNESS_LEFT_H

#include "harness/check.h"

/* Fills run->names: called once, while the program is held at its end. */
void left_find(struct run *run);

/* Without walls: removes what the run made of queues, System V objects and names
 * in /dev/shm, also if it was killed. Its directory is removed by run_close. */
void left_remove(const struct run *run);

/* The first thing of this kind that is left (OBJECT_NONE: of any kind but plain
 * files), NULL if there is none. OBJECT_SEMAPHORE is a named semaphore,
 * OBJECT_MEMORY any other name in /dev/shm; the rest as in event.h. */
const struct left_name *left_of_kind(const struct run *run,
                                     enum object_kind kind);

/* Nothing of this kind (OBJECT_NONE: as above) is left; code and cause say
 * which mistake it is. Says nothing about a run that did not end by itself. */
void check_nothing_left(struct check *check, enum object_kind kind,
                        const char *code, const char *cause);

#endif
