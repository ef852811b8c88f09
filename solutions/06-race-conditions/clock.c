/*
 * clock.c - exercise 6.3: two words that belong together are read apart.
 *
 *   set B    9:59 ── hour 10 ────────────────────── minute 0 ── 10:00
 *   show C                    hour 10   minute 59                10:59!
 *
 * What set and show must do stands in race.h.
 */
#include "race.h"

/* TODO(6.3a): Break it: an order in which C shows a time that never was. */
/* SOLUTION(6.3a) */
// schedule: B CCCC B
// accesses: b d
/* STARTER(6.3a)
// schedule:
// accesses:
END(6.3a) */

/*
 * TODO(6.3b): Mend set and show. A lock will do. Or a reader without a lock: an
 * odd version says that the clock is being set; a reader who finds another
 * version afterwards than before reads again (then what are hour and minute to
 * be, that reading them now is allowed?).
 */

void set(struct clock *clock, int hour, int minute)
{
    /* SOLUTION(6.3b) */
    pthread_mutex_lock(&clock->tools.mutex); /* DOC: readers-lock-too */
    clock->hour = hour;
    clock->minute = minute;
    pthread_mutex_unlock(&clock->tools.mutex);
    /* STARTER(6.3b)
    clock->hour = hour;     // (a)
    clock->minute = minute; // (b)
    END(6.3b) */
}

int show(struct clock *clock)
{
    int hour, minute;

    /* TODO(6.3c): The reader's side. */
    /* SOLUTION(6.3c) */
    pthread_mutex_lock(&clock->tools.mutex);
    hour = clock->hour;
    minute = clock->minute;
    pthread_mutex_unlock(&clock->tools.mutex);
    /* STARTER(6.3c)
    hour = clock->hour;     // (c)
    minute = clock->minute; // (d)
    END(6.3c) */
    work();
    return hour * 100 + minute;
}
