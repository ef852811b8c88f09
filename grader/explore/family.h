/* family.h - is a family of processes doing something? */
#ifndef EXPLORE_FAMILY_H
#define EXPLORE_FAMILY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct family {
    int64_t cpu_ms;    /* of those that live */
    uint64_t switches; /* of one process to another, all together */
    bool asleep;       /* every thread of them sleeps, or has ended */
};

/* What the process, its descendants and all their threads do just now. Where
 * the kernel does not list children (proc(5), "children"), only the process
 * itself. */
struct family family_look(pid_t top);

#endif
