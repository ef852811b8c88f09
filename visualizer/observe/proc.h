/* proc.h - what the kernel tells about a process without stopping it. proc(5)
 *
 * Nothing here keeps anything of the observed process open: a duplicate of a
 * pipe end that is held, even for a moment too long, hides end-of-file from its
 * reader and SIGPIPE from its writer.
 */
#ifndef OBSERVE_PROC_H
#define OBSERVE_PROC_H

#include "observe/event.h"

#include <sys/types.h>

#define PROC_NAME 256

struct descriptor_facts {
    enum object_kind kind;
    uint64_t device, inode; /* identity: the same object, the same pair; of an
                               eventfd its id + 1, of a pidfd the outer pid;
                               inode 0: no identity of its own */
    int access;             /* bits of enum access */
    char name[PROC_NAME];   /* path, or "pipe:[inode]" */
    bool has_name;          /* the name means something to a person */
};

/* The name of memory as its users know it, from the path of its file: "/x" for
 * /dev/shm/x, "memfd:x", else the path; "(deleted)" is left out. In place. */
void proc_memory_name(char *path);

/* What descriptor fd of process pid is. Returns 0, or -1 with errno (ENOENT:
 * not open). */
int proc_descriptor(pid_t pid, int fd, struct descriptor_facts *facts);

/* The open descriptors of pid in *fds (malloc'd, the caller frees). Returns
 * their number, or -1 with errno. */
int proc_descriptors(pid_t pid, int **fds);

/* A duplicate of descriptor fd of pid, close-on-exec; -1 with errno. The caller
 * closes it at once, see above. pidfd_getfd(2) */
int proc_take(pid_t pid, int fd);

/* Bytes now in the pipe or FIFO behind descriptor fd of pid, and its capacity:
 * takes a duplicate, asks, and closes it at once. Returns 0, or -1/errno.
 * pidfd_getfd(2), FIONREAD, F_GETPIPE_SZ */
int proc_pipe_fill(pid_t pid, int fd, int64_t *bytes, int64_t *capacity);

/* Fields of /proc/TID/stat and status. */
struct task_facts {
    char state;         /* R S D T t Z X */
    uint64_t switches;  /* context switches so far, both kinds */
    uint64_t cpu_ticks; /* user and system time */
};
int proc_task(pid_t tid, struct task_facts *facts);

/* Only its state and switches, from one file instead of two. */
int proc_sleep(pid_t tid, struct task_facts *facts);

/* The system call in which a sleeping task is: number, -1 when it is not in
 * one or is running. arguments may be NULL. */
long proc_call(pid_t tid, int64_t arguments[6]);

/* ... and where it stands: the instruction behind its call, and its stack. 0, or
 * -1 when it is not asleep in a call. */
int proc_where(pid_t tid, uint64_t *pc, uint64_t *stack);

/* Arguments joined by blanks (malloc'd), or NULL. */
char *proc_command(pid_t pid);

/* The process to which the task belongs, and the pid that the task sees for
 * itself (in its own PID namespace). Return 0 when it is gone. */
int proc_group(pid_t tid);
int proc_inner_pid(pid_t tid);

/* Sets of signals of a task: bit n-1 for signal n. */
struct signal_sets {
    uint64_t blocked, pending; /* of the thread */
    uint64_t shared;           /* pending for the process, whichever thread */
    uint64_t caught, ignored;
};
/* Returns 0, or -1 with errno. */
int proc_signals(pid_t tid, struct signal_sets *sets);

/* The signals that pid ignores. */
uint64_t proc_ignored(pid_t pid);

/* Copies length bytes at address of pid's memory. Returns the number copied,
 * or -1 with errno. process_vm_readv(2) */
ssize_t proc_memory(pid_t pid, uint64_t address, void *buffer, size_t length);

/* Does pid hold the pipe, FIFO or socket with this inode with any of the access
 * bits? No, if the caller may not see its descriptors. */
bool proc_holds(pid_t pid, uint64_t inode, int access);

/* The first process outside `ours` (a list of pids) that holds the pipe, FIFO or
 * socket with this inode with any of the access bits: its pid, or 0. Looks only at
 * processes whose descriptors the caller may see. */
int proc_outside_holder(uint64_t inode, int access, const pid_t *ours,
                        int count);

#endif
