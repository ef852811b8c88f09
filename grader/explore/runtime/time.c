/* time.c - clocks that only waiting moves.
 *
 * How long a step takes is nobody's to know, so a sleep orders nothing: who
 * sleeps may go on at any time, as on a machine that is busy. A time-out comes
 * when nobody else can go on.
 */
#include "explore/runtime/runtime.h"

#include <sched.h>
#include <sys/time.h>
#include <unistd.h>

#define START_SECONDS 1700000000

static uint64_t microseconds(const struct timespec *time)
{
    return (uint64_t)time->tv_sec * 1000000u + (uint64_t)time->tv_nsec / 1000u;
}

void time_until(const struct timespec *at)
{
    me()->timed = true;
    uint64_t start = START_SECONDS * 1000000ull, wanted = microseconds(at);
    me()->deadline = wanted > start ? wanted - start : 0;
}

void time_until_after(const struct timespec *length)
{
    me()->timed = true;
    me()->deadline = board->now + microseconds(length);
}

static void pass(const char *name, uint64_t length, uint64_t pc)
{
    struct operation op = {
        .name = name,
        .pc = pc,
        .thing = (uint16_t)thing_of(THING_TIME, (uint64_t)self, 0),
        .flags = STEP_ATOMIC | STEP_YIELDS,
    };
    (void)turn(op);
    board->now += length;
}

unsigned sleep(unsigned seconds)
{
    if (!explored())
        return REAL(sleep)(seconds);
    pass("sleep", seconds * 1000000u, CALLER);
    return 0;
}

int usleep(useconds_t length)
{
    if (!explored())
        return REAL(usleep)(length);
    pass("usleep", length, CALLER);
    return 0;
}

int nanosleep(const struct timespec *length, struct timespec *left)
{
    if (!explored())
        return REAL(nanosleep)(length, left);
    pass("nanosleep", microseconds(length), CALLER);
    return 0;
}

int sched_yield(void)
{
    if (explored())
        pass("sched_yield", 0, CALLER);
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    if (!explored())
        return REAL(clock_gettime)(clock, time);
    time->tv_sec = START_SECONDS + (time_t)(board->now / 1000000u);
    time->tv_nsec = (long)(board->now % 1000000u) * 1000;
    return 0;
}

time_t time(time_t *result)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result)
        *result = now.tv_sec;
    return now.tv_sec;
}
