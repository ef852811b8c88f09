/* explore.h - runs a program under many schedules, one step at a time.
 *
 *   program.c ─build─► program ─server─► one run for each schedule ─► steps
 *                                  ▲                                   │
 *                                  └──────── the next schedule ◄── search
 *
 * What is explored are the orders of steps, as if each were at once seen by
 * all (sequential consistency); that other orders of memory are possible on
 * real machines, for accesses that race, is why data races are told.
 */
#ifndef EXPLORE_EXPLORE_H
#define EXPLORE_EXPLORE_H

#include <stdio.h>

#include "explore/board.h"

/* ---- one program, run by run (server.c) ---- */

struct server;

/* What is started: a program that was linked with the runtime, or what leads to
 * one, such as the walls of a sandbox. Everything stays the caller's, and must
 * stay until server_stop. */
struct start {
    char *const *argv;
    char *const
        *environment;   /* NULL: the caller's, and argv[0] is looked for */
    const char *folder; /* it begins there, and everything in it is removed
                                 after each run; NULL: where argv leads it */
    int kept_fd;        /* stays open under its number; -1: none */
    bool walled;        /* argv gives it processes, names and a folder of its
                                 own, which nobody else sees and which die with it */
};

/* Starts it. NULL with errno. */
struct server *server_start(const struct start *start);

/* One run. The board holds its steps until the next one. `choices` say who
 * takes each of the first steps, `refusals` (may be NULL) who finds out before
 * that it must wait. RUN_GOING: it did not come to an end in time, and was
 * killed. -1 with errno; ENOEXEC: it does not start, or was not linked
 * with the runtime. */
int server_run(struct server *server, const uint8_t *choices,
               const uint16_t *refusals, uint32_t count);
/* The same, by precedence instead of choices. */
int server_run_by_luck(struct server *server, const struct luck *luck);
struct board *server_board(struct server *server);

/* What the last run wrote to descriptors 1 and 2; owned by the server. */
const char *server_output(struct server *server);

/* Kills all that is left of it. */
void server_stop(struct server *server);

/* ---- what two steps have to do with each other (relation.c) ---- */

struct relation {
    uint32_t (*clocks)[BOARD_TASKS]; /* for each step: the newest step of each
                                        task, counted from 1, that surely
                                        comes before it (or is it) */
};

/* Would the other order of the two be another run? */
bool steps_depend(const struct board *board, const struct step *a,
                  const struct step *b);
/* Are both about the same bytes, and one of them writes? */
bool steps_conflict(const struct step *a, const struct step *b);
/* 0, or -1 with ENOMEM. Only what synchronises orders, if `races`; else also
 * whatever depends. Free with relation_free. */
int relation_make(struct relation *relation, const struct board *board,
                  bool races);
bool relation_before(const struct relation *relation, const struct board *board,
                     uint32_t a, uint32_t b);
void relation_free(struct relation *relation);

/* Were there, in the run on the board, two tasks in work() that no object kept
 * apart, so that both could have worked at the same time? 1, 0, or -1 with
 * ENOMEM (parallel.c). */
int works_at_once(const struct board *board);

/* ---- all schedules (search.c) ---- */

enum finding {
    FOUND_NOTHING,
    FOUND_ASSERTION, /* the program itself says so, by its exit status */
    FOUND_CRASH,
    FOUND_DEADLOCK,
    FOUND_LOST_WAKEUP, /* a deadlock: the wake-up came before the sleep */
    FOUND_STARVATION,  /* spins for what nobody will change */
    FOUND_RACE,
    FOUND_REMOVED,
    FOUND_ENDLESS,
    FOUND_UNABLE,
};

struct search_options {
    int bound;      /* preemptions at most; -1: without bound */
    bool reduce;    /* leave out runs that are alike */
    bool races;     /* look for data races */
    uint64_t limit; /* runs at most; 0: without limit */
    int limit_ms;   /* time at most; 0: without limit */

    bool blind; /* judge nothing: no run ends the search */

    /* Is given each run, with `told`. May be NULL. */
    void (*each)(struct server *server, void *told);
    void *told;
};

struct search_result {
    uint64_t runs;
    uint64_t bound_runs; /* of them with the last bound */
    int bound;           /* the last one that was begun */
    bool all;            /* all schedules within it were run */
    enum finding found;
    uint32_t step[2]; /* the two steps that are told; UINT32_MAX: none */
    bool standing[2]; /* that step[] is a task, which stands there */
    uint32_t count;   /* of the failing run */
    uint8_t choices[BOARD_STEPS];
};

/* Searches with bound 0, 1, ... until the bound of the options, and stops at
 * the first run that fails; the board then holds that run. 0, or -1/errno. */
int search(struct server *server, const struct search_options *options,
           struct search_result *result);

/* Notes the choices of the run on the board. */
void search_keep(const struct board *board, struct search_result *result);

/* What the run on the board tells. Fills found, step and standing. */
void judge(const struct board *board, bool races, struct search_result *result);

#endif
