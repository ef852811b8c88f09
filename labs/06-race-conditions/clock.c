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
// schedule:
// accesses:

/*
 * TODO(6.3b): Mend set and show. A lock will do. Or a reader without a lock: an
 * odd version says that the clock is being set; a reader who finds another
 * version afterwards than before reads again (then what are hour and minute to
 * be, that reading them now is allowed?).
 */

void set(struct clock *clock, int hour, int minute)
{
    clock->hour = hour;     // (a)
    clock->minute = minute; // (b)
}

int show(struct clock *clock)
{
    int hour, minute;

    /* TODO(6.3c): The reader's side. */
    hour = clock->hour;     // (c)
    minute = clock->minute; // (d)
    work();
    return hour * 100 + minute;
}
