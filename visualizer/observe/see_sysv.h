/* see_sysv.h - what the kernel says of a System V object; for see files only.
 *
 * Asked in the IPC namespace of the program (inside.h). Nothing here attaches,
 * takes or changes anything.
 */
#ifndef OBSERVE_SEE_SYSV_H
#define OBSERVE_SEE_SYSV_H

#include "observe/see.h"

#define SYSV_SEMAPHORES 64 /* of a set that are looked at one by one */

struct sysv_semaphore {
    int value;
    int pid;           /* who last used it, as our namespace knows it */
    int waiters, zero; /* waiting for more, and for 0 */
};

struct sysv_state {
    int64_t count; /* messages; semaphores; attachments */
    int64_t bytes; /* in the queue now; size of the segment */
    int64_t most;  /* bytes that the queue may hold */
    int64_t sum;   /* of the values of all semaphores */
    uint32_t key;
    int pids[2]; /* queue: last sender, last receiver; segment: creator,
                    last to attach or detach. 0: nobody, or gone */
    bool marked; /* the segment goes when its last user does */
    struct sysv_semaphore semaphores[SYSV_SEMAPHORES];
};

/* Returns 0, or -1 with errno: EINVAL and EIDRM when there is no such object,
 * EACCES when its mode forbids us to look. */
int sysv_ask(struct trace *trace, enum object_kind kind, int id,
             struct sysv_state *state);

/* Is there an object with this key? True as well if that cannot be known. */
bool sysv_exists(struct trace *trace, enum object_kind kind, int key);

#endif
