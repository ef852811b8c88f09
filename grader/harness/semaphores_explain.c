/* semaphores_explain.c - from a standstill of processes that share semaphores to
 * the mistake behind it. */
#include "harness/semaphores.h"

static const char own_copy[] =
    "a semaphore in memory of its own, or made by sem_init with pshared 0, is "
    "for the threads of one process: a post of another process wakes nobody";
static const char from_the_start[] =
    "nobody has ever got this semaphore, and nobody has posted it: it began "
    "with 0";
static const char not_posted[] =
    "the one who must post it has gone on, or has ended, without a post: this "
    "line is its last use of a semaphore";
static const char keeps[] =
    "it sleeps here with a semaphore in hand that the others need first, also "
    "the one who could wake it";

/* The last one that came out; a permit of its is missing. */
static int last_out(const struct run *run)
{
    int last = 0;
    for (int who = 1; who <= run_child_count(run); who++) {
        int times = crowd_count(run, who, "out");
        int most = crowd_count(run, last, "out");
        if (crowd_position(run, who, "out", times) >
            crowd_position(run, last, "out", most))
            last = who;
    }
    return semaphore_pid(run, last);
}

static bool tell(struct check *check, const struct run *run, bool last_first)
{
    struct standstill found;
    bool out = crowd_count(run, -1, "out") > 0;
    standstill_find(run, last_first, &found);
    if (run->cause.kind == CAUSE_OWN_COPY)
        return semaphore_stuck(check, run, "PSEM-01", found.made,
                               "for one process only", own_copy);
    if (found.kind == STANDSTILL_CIRCLE)
        return semaphore_stuck(
            check, run, "RACE-06", found.place, "taken in crossed order",
            "each has a semaphore that another one waits for");
    if (found.kind == STANDSTILL_NOT_POSTED)
        return semaphore_stuck(check, run, "PSEM-05", found.place, "not posted",
                               not_posted);
    if (found.kind == STANDSTILL_KEEPS)
        return semaphore_stuck(check, run, "PSEM-04", found.place,
                               "sleeps with the mutex", keeps);
    if (found.kind == STANDSTILL_FROM_THE_START && !out)
        return semaphore_stuck(check, run, "PSEM-10", found.made,
                               "nobody ever gets it", from_the_start);
    return semaphore_stuck(
        check, run, out ? "PSEM-05" : "STUCK",
        out ? place_of_last_use(run, last_out(run)) : found.place,
        out ? "not posted" : "nobody wakes it",
        out ? not_posted : "nobody is left who would post it");
}

bool semaphore_explain(struct check *check, const struct run *run)
{
    return tell(check, run, false);
}

bool semaphore_explain_last(struct check *check, const struct run *run)
{
    return tell(check, run, true);
}
