/* proc_look.h - the questions to /proc that are asked again and again.
 *
 * Ten times a second for each of hundreds of threads: so whatever tells that
 * nothing has changed comes first and is cheap.
 */
#ifndef OBSERVE_PROC_LOOK_H
#define OBSERVE_PROC_LOOK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* How long and how often a task has been on a processor. When neither has grown
 * it has not run, so nothing that it does itself can have changed. */
struct activity {
    uint64_t ran_ns, turns;
};

/* Opens the file that proc_activity reads, to be closed by the caller; -1 where
 * the kernel does not have it (then proc_activity asks another one). */
int proc_activity_open(pid_t tid);

/* Returns 0, or -1 with errno: ESRCH or ENOENT when the task is gone. */
int proc_activity(int fd, pid_t tid, struct activity *activity);

/* What /proc/TID/stat tells. */
struct stat_facts {
    char state;
    int parent, session, threads;
    bool kernel;    /* a thread of the kernel itself */
    uint64_t image; /* where program and stack begin; 0 if it is secret */
    int exit_code;  /* of a zombie, as wait(2) gives it; 0 if it is secret */
};
int proc_stat(pid_t tid, struct stat_facts *facts);

/* A number that changes when another program, or a program anew, is executed. */
uint64_t proc_program(pid_t pid);

/* A number that changes when any row of the descriptor table names something
 * else, or the same with other rights to read and write. 0: may not be seen. */
uint64_t proc_table(pid_t pid);

/* Is it in the middle of an exec: another program already, its arguments not
 * there yet? */
bool proc_is_starting(pid_t pid);

/* Its command (proc.h), or [what the kernel calls it]; malloc'd, or NULL. */
char *proc_name(pid_t pid);

/* The effective user of a process, -1 when it is gone. */
int proc_user(pid_t pid);

/* Has the program's file rights of its own to give, set-user-ID, set-group-ID or
 * capabilities, which this process did not get? A tracer that may not do all
 * keeps them from it. execve(2), "Effect on program credentials" */
bool proc_lacks_rights(pid_t pid);

/* How many calls that write it has ever made, of any kind and to anything; -1 if
 * that cannot be seen. */
int64_t proc_writes(pid_t pid);

/* Do both processes execute the same file? */
bool proc_same_program(pid_t one, pid_t two);

/* Is SIGALRM caught by it, or has it made timers of any kind (timer_create), as
 * far as can be seen? An armed alarm(2) itself cannot be seen. */
bool proc_may_have_timer(pid_t pid);

/* The ids of threads (folder "task") or processes, ascending as the kernel lists
 * them, in *ids (malloc'd, the caller frees). Their number, or -1 with errno. */
int proc_threads(pid_t pid, int **ids);
int proc_processes(int **ids);

/* The children of one thread, as above; -1 also if this kernel does not tell. */
int proc_children(pid_t pid, pid_t tid, int **ids);

#endif
