/* look_private.h - what the files that look share; nobody else's.
 *
 *   look.c          when: the pace, one look after the other
 *   look_find.c     who: those that belong here
 *   look_tasks.c    processes and threads that come and go
 *   look_sleep.c    what they do: asleep in a call, or not
 *   look_quiet.c    does anything still move, and what is true then
 *   look_outside.c  who else has the same pipes and sockets (look_search.c)
 *   look_unseen.c   what may not be seen
 */
#ifndef OBSERVE_LOOK_PRIVATE_H
#define OBSERVE_LOOK_PRIVATE_H

#include "observe/look.h"
#include "observe/see.h"

struct look {
    struct look_options options; /* with pids of its own */
    bool begun;                  /* the first look was taken */
    int user;                    /* whose processes, with options.user */
    char *given;                 /* the command line of options.program */
    int *others;                 /* processes seen that do not belong here */
    int other_count;
    uint64_t next_us;    /* when the next look is due */
    uint64_t second_us;  /* when the last look of each second was */
    uint64_t outside_us; /* when all others were looked at */
    int64_t credit_us;   /* processor time left for that, see look_outside.c */
    int *holders;        /* those of them who had something */
    int holder_count;
    bool second;              /* this look is the one of its second */
    bool moved;               /* somebody has moved in this look */
    bool quiet;               /* nothing has moved since EVENT_QUIET */
    bool hidden;              /* /proc hides others, see proc_kin.h */
    int unseen[UNSEEN_KINDS]; /* how many processes, by reason */
    char unseen_text[256];
};

/* look.c */
enum trace_status look_run(struct trace *trace, int timeout_ms, int max_looks);
void look_kill(struct trace *trace); /* what was started here, nobody else */
void look_end(struct trace *trace);  /* does nothing to a trace that follows */

/* look_find.c: those who belong here, at first and later. */
void look_begin(struct trace *trace);
void look_find(struct trace *trace);

/* look_tasks.c: adds who has come, with all that can be known of them; tells of
 * those that have ended. */
void look_add(struct trace *trace, pid_t pid, bool beginning);
void look_add_threads(struct trace *trace, pid_t pid);
void look_gone(struct trace *trace, struct task *task);
/* Another program by now? And the first thread has ended: with the process, or
 * others go on. */
void look_program(struct trace *trace, struct task *leader);
void look_zombie(struct trace *trace, struct task *leader);
int look_alive(const struct trace *trace);
/* The first thread of the task's process. */
struct task *look_leader(const struct trace *trace, const struct task *task);

/* look_sleep.c: looks at one task. False if it is gone. */
bool look_at(struct trace *trace, struct task *task);
/* Does it still sleep as it did when it was described? */
bool look_still_asleep(const struct task *task);

/* look_quiet.c: compares the descriptors of a process with what is known of
 * them, and tells the differences; true if there are any. Then, after everybody
 * has been looked at: what changed with those who moved; and whether nothing
 * moves any more. */
bool look_compare(struct trace *trace, struct task *leader);
void look_learn(struct trace *trace);
bool look_is_quiet(struct trace *trace);

/* look_outside.c: tells of each object whether others have it, too. May all
 * others be searched now? Is it time to see whether those who had something
 * still have it (true: they have)? */
bool look_may_search(const struct look *look);
void look_outside(struct trace *trace);
bool look_outside_is_due(const struct look *look);
bool look_outside_is_same(struct trace *trace);

/* look_unseen.c */
enum unseen look_unseen_of(pid_t pid);
void look_tell_unseen(struct trace *trace);

#endif
