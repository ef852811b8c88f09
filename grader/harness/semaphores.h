/* semaphores.h - what a run shows of its semaphores, and who was where when.
 *
 *   output      "1 in", "2 in", "1 out" ....... how many were inside at a time
 *   errors      ". sem_wait" (main's option -v)  what was used, and at which line
 *   the log     a named semaphore is opened, somebody sleeps on one, semop, ...
 *
 * A semaphore that nobody waits for makes no system call. So the program's main
 * marks by writes who is inside, a move holds one there, and what the others do
 * meanwhile tells whether the semaphore keeps them out.
 *
 * Only lines of a student's own file are places. Pointers belong to the run.
 */
#ifndef HARNESS_SEMAPHORES_H
#define HARNESS_SEMAPHORES_H

#include "harness/check.h"

/* ---- who was where ---- */

/* What counts: "WHO enter" lines of processes number first to end - 1 (end 0: of
 * all), less the "WHO leave" lines of those from leaver to leaver_end - 1 (0: of
 * the same ones). Whoever is "dead" has left. */
struct crowd {
    const char *enter, *leave;
    int first, end;
    int leaver, leaver_end;
};

/* The most that were in at a time. *intruder (may be NULL): the number of the
 * one who was the first too many if `limit` may be in, -1 if there was none. */
int crowd_most(const struct run *run, const struct crowd *crowd, int limit,
               int *intruder);

/* The line in a student's file from which `who` first told this word. */
struct place crowd_place(const struct run *run, int who, const char *word);

/* How many lines "WHO word" were told (who -1: by anybody), and the position in
 * the output of the nth (from 1) line "WHO word", -1 if it is not there. */
int crowd_count(const struct run *run, int who, const char *word);
long crowd_position(const struct run *run, int who, const char *word, int nth);

/* ---- semaphores ---- */

/* Where process pid (0: any) last got a named semaphore. */
struct place place_of_gate(const struct run *run, int pid);

/* Did another process get a named semaphore that is not the program's own one?
 * *place: where. */
bool gates_differ(const struct run *run, struct place *place);

/* Had the program's named semaphore been there before it got it? */
bool gate_is_old(const struct run *run);

/* Where process pid (0: any) last fell asleep on a semaphore or a set. */
struct place place_of_sleep(const struct run *run, int pid);

/* Where process pid (0: any) first used this function, as told with -v; its file
 * is NULL if it did not. */
struct place place_of_use(const struct run *run, const char *function, int pid);

/* The pid of the process with this number: main is 0. */
int semaphore_pid(const struct run *run, int who);

/* Where the program's own wait for a lock or a set was interrupted (EINTR); for a
 * semaphore where it last slept. */
struct place place_of_interruption(const struct run *run);

/* ---- a standstill (semaphores_stuck.c) ---- */

/* The first of these that is found tells most. */
enum standstill_kind {
    /* each has the mutex that the next one waits for */
    STANDSTILL_CIRCLE,
    /* the mutex was not given back by one who left */
    STANDSTILL_NOT_POSTED,
    /* somebody sleeps with a mutex that another waits for */
    STANDSTILL_KEEPS,
    /* nobody has ever got the semaphore, and nobody has posted it */
    STANDSTILL_FROM_THE_START,
    STANDSTILL_OTHER
};

/* Who sleeps (pid 0: nobody, on a semaphore), where (of NOT_POSTED: the last post
 * by the one who left), and where its semaphore was initialised. */
struct standstill {
    enum standstill_kind kind;
    int pid;
    struct place place;
    struct place made;
    int waits; /* for how many semaphores it has ever waited */
    struct place
        behind; /* where the one sleeps who has waited for the fewest */
    struct place unused; /* where a semaphore of a sleeper was initialised that
                            nobody has ever got or posted; file NULL: none */
};

/* Fills *found from what was told with -v, for a run in which all sleep. Of
 * several that tell as much it is that of the first process, or of the last. */
void standstill_find(const struct run *run, bool last_first,
                     struct standstill *found);

/* The same for process pid alone; false: it does not sleep on a semaphore. */
bool standstill_of(const struct run *run, int pid, struct standstill *found);

/* The last post of process pid, as told with -v, or if it made none the last thing
 * that it did with semaphores before it fell asleep or ended. */
struct place place_of_last_use(const struct run *run, int pid);

/* What `who` did with semaphores before it told this word for the nth time: its
 * last use, where the semaphores were initialised that it waited for last and
 * first, and for how many it had ever waited. */
struct before {
    struct place used;
    struct place made, made_first;
    int waits;
    bool open; /* nobody had posted the one that it waited for last, or it began
                  with 1 and is no mutex */
};
struct before use_before(const struct run *run, int who, const char *word,
                         int nth);

/* ---- System V sets (semaphores_sysv.c) ---- */

/* Where process pid called semop for the nth time; and did its first one ask for
 * SEM_UNDO? */
struct place place_of_semop(const struct run *run, int pid, int nth);
bool semop_undoes(const struct run *run, int pid);

/* Where a set was first made, and where one was last removed. */
struct place place_of_set(const struct run *run);
struct place place_of_removal(const struct run *run);

/* Was the set that a student's file wanted to make there already, made by main? */
bool set_is_old(const struct run *run);

/* The program has joined a set too early. Where it did, if it waited for nothing;
 * else where its first child set the values. */
struct place place_of_join(const struct run *run);

/* ---- what a suite says ---- */

/* Held when it is inside for the nth time, or when it is about to wait for a
 * semaphore for the nth time (with -v), until all others sleep. */
#define HOLD_INSIDE(who, nth)                                                  \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, ROLE_POLL, OBJECT_NONE, who, nth, 0, 0         \
    }
#define HOLD_WAIT(who, nth)                                                    \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, ROLE_SLEEP, OBJECT_NONE, who, nth, 0, 0        \
    }

/* With -i: as soon as somebody is held and all others sleep, the next process
 * starts. The held one goes on when all have come. */
#define NEXT                                                                   \
    {                                                                          \
        STEP_FEED, "\n", 1, 1                                                  \
    }
#define NEXT_LATER /* when all sleep, and nobody is held any more */           \
    {                                                                          \
        STEP_FEED, "\n", 1, 0                                                  \
    }
#define NEXT_COMES(...) .input_pipe = true, .steps = { __VA_ARGS__ }

/* A name for semaphores: behind walls each run has its own, else it is new. */
const char *semaphore_name(void);

/* For struct setting's explain: tells a standstill as this mistake, in the words
 * of the run. Returns true. */
bool semaphore_stuck(struct check *check, const struct run *run,
                     const char *code, struct place place, const char *title,
                     const char *cause);

/* For struct setting's explain, where processes mark "in" and "out" (option -v):
 * PSEM-01, RACE-06, PSEM-05, PSEM-04 or PSEM-10, by what was told. Of several who
 * sleep the first process is told of, or the last. (semaphores_explain.c) */
bool semaphore_explain(struct check *check, const struct run *run);
bool semaphore_explain_last(struct check *check, const struct run *run);

#endif
