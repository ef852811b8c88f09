/* semaphores_told.h - what the semaphores_... files of the harness share: the story
 * of a run's semaphores, as its main tells it with -v, in the order in which it
 * happened.
 *
 *   ". sem_init(1) @8"    made, with 1 (else without the number)
 *   ". sem_wait @8"       gets it, or sleeps: then the log has him asleep
 *   ". sem_post @8"
 *
 * @8 is its place in the shared memory. A semaphore that begins with 1, and that
 * nobody posts who has not waited for it, is used as a mutex and has a holder.
 */
#ifndef HARNESS_SEMAPHORES_TOLD_H
#define HARNESS_SEMAPHORES_TOLD_H

#include "harness/semaphores.h"

#define STORY_PIDS 32

struct told {
    int pid;
    char what;   /* 'i', 'I' (with 1), 'w' for sem_wait, 'p' for sem_post */
    long at;     /* -1: not in the shared memory */
    bool asleep; /* the wait in which it sleeps at the end */
    struct place place;
    size_t index; /* in the log */
};

struct story {
    struct told *list;
    int count;
    int pids[STORY_PIDS], pid_count; /* whoever told, in order of birth */
};

/* All of it until the end of the run. Free with story_clear. */
void story_read(const struct run *run, struct story *story);
void story_clear(struct story *story);

/* The wait in which this process sleeps at the end; NULL: in none. */
const struct told *story_sleep(const struct story *story, int pid);

/* Is it used as a mutex? Which process has it then (0: none)? */
bool story_is_mutex(const struct story *story, long at);
int story_holder(const struct story *story, long at);

#endif
