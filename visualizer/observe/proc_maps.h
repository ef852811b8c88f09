/* proc_maps.h - what stands where in the memory of a process. proc(5)
 *
 *   /proc/PID/maps:  7f..000-7f..000 rw-s 00000000 00:1a 5   /dev/shm/counter
 *                    address, length access offset device inode name
 */
#ifndef OBSERVE_PROC_MAPS_H
#define OBSERVE_PROC_MAPS_H

#include "observe/proc.h"

struct proc_mapping {
    uint64_t address, length, offset;
    int access;             /* ACCESS_READ, ACCESS_WRITE */
    bool shared;            /* MAP_SHARED: stores are seen by others */
    uint64_t device, inode; /* 0 for memory that is nobody else's */
    char name[PROC_NAME];   /* path, without "(deleted)" */
    bool deleted;           /* the name by which it was opened is gone */
};

/* The shared mappings of pid in *list (malloc'd, the caller frees). Returns
 * their number, or -1 with errno. */
int proc_shared_mappings(pid_t pid, struct proc_mapping **list);

/* The mapping that holds address. Returns 0, or -1 with errno. */
int proc_mapping_at(pid_t pid, uint64_t address, struct proc_mapping *found);

/* What the file behind a mapping is now, also if it has another name in /dev/shm
 * by now. Returns 0; -1 with errno if this user may not know (ENOENT: no name is
 * left, and only root may follow the mapping itself). */
struct stat;
int proc_mapping_status(pid_t pid, const struct proc_mapping *mapping,
                        struct stat *status);

/* Memory that has no name: mmap(MAP_ANONYMOUS), /dev/zero. */
bool proc_is_anonymous(const struct proc_mapping *mapping);

/* The name in /dev/shm, as pid sees it, of the file with this identity: "/x".
 * Returns false when it has none there. */
bool proc_shm_name(pid_t pid, uint64_t device, uint64_t inode, char *name,
                   size_t size);

/* The first process outside `ours` that has the file in its memory: its pid, or
 * 0. Looks only at processes that the caller may see. */
int proc_outside_user(uint64_t device, uint64_t inode, const pid_t *ours,
                      int count);

#endif
