/* 06-race-conditions-explored.h - a program of lab 06 and its orders.
 *
 * Says in plain words what the explorer knows, for those who judge: explorer and
 * harness have names in common and are never seen together.
 */
#ifndef TESTS_RACE_CONDITIONS_EXPLORED_H
#define TESTS_RACE_CONDITIONS_EXPLORED_H

#include <stdbool.h>

struct server;
struct lines;
struct explored;

/* Starts the student's program, or the given one, for one of main.c's scenes,
 * behind walls. Ends the test if it cannot be done. Free with explored_close. */
struct explored *explored_open(const char *scene, bool given);
void explored_close(struct explored *explored);
struct server *explored_server(struct explored *explored);
struct lines *explored_lines(struct explored *explored);

/* One run in the order of this schedule. NULL: it went wrong; else why it did
 * not, malloc'd: no schedule, no order that is possible, or all went right. */
char *explored_play(struct explored *explored, const char *schedule);

/* In the run just played: did somebody's step in one line of the file and another
 * one's (or a handler's) in the other touch the same thing, and one change it?
 * Also the step before which somebody stands for ever. */
bool explored_clash(struct explored *explored, const char *file, int line,
                    int other);

enum fault {
    FAULT_NONE,
    FAULT_RACE, /* the program's own mistake, whatever it came to */
    FAULT_CRASH,
    FAULT_DEADLOCK,
    FAULT_LOST_WAKEUP,
    FAULT_ENDLESS,
    FAULT_UNABLE, /* it calls something that cannot be explored */
};

struct verdict {
    enum fault fault;
    int line;       /* in `file`, of one of the two steps; 0: none there */
    char *words;    /* one line; malloc'd, NULL if there is no fault */
    char *schedule; /* malloc'd, the same */
    bool parallel;  /* in some order two could have been in work() */
};

/* All orders with at most so many preemptions, but not more than `runs`. The
 * caller frees words and schedule. */
struct verdict explored_search(struct explored *explored, const char *file,
                               int preemptions, unsigned runs);

#endif
