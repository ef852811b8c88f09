/* long.c - bench-long PROGRAM...: does a long run lose an event, grow or slow?
 *
 *   events   0 ─── 100,000 ──────── 200,000 ─ ... ─ the last full 100,000
 *            warm  first: memory, time              last: memory, time
 *
 * Prints, one a line: the number of events; how many reads and writes of the
 * program were logged; kilobytes of memory per 100,000 events between first and
 * last; by what factor the last 100,000 took longer than the first. Memory is
 * what is the tracer's own: pages of the log's file are the kernel's to drop.
 */
#include "observe/calls.h"
#include "observe/trace.h"

#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STEP 100000

struct mark {
    size_t events;
    long kilobytes;
    double seconds;
};

struct tally {
    struct mark first, last, warm;
    double before_last; /* when the last STEP events began */
    long reads, writes;
};

static double now_s(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* RssAnon of this process. proc_pid_status(5) */
static long own_kilobytes(void)
{
    char line[256];
    long kilobytes = -1;
    FILE *file = fopen("/proc/self/status", "re");
    if (!file)
        err(2, "/proc/self/status");
    while (kilobytes < 0 && fgets(line, sizeof line, file))
        (void)sscanf(line, "RssAnon: %ld", &kilobytes);
    (void)fclose(file);
    return kilobytes;
}

static void take_mark(struct tally *tally, size_t events)
{
    struct mark mark = { events, own_kilobytes(), now_s() };
    if (events == STEP)
        tally->warm = mark;
    else if (events == (size_t)2 * STEP)
        tally->first = mark;
    tally->before_last = tally->last.seconds;
    tally->last = mark;
}

static enum trace_action count(void *context, struct trace *trace,
                               const struct event *event)
{
    struct tally *tally = context;
    (void)trace;
    if (event->kind == EVENT_LEAVE && event->call >= 0 && event->result == 1) {
        enum call_role role = call_at(event->call)->role;
        tally->reads += role == ROLE_READ;
        tally->writes += role == ROLE_WRITE;
    }
    if (event->number > 0 && event->number % STEP == 0)
        take_mark(tally, event->number);
    return TRACE_GO;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        errx(2, "usage: bench-long PROGRAM...");
    struct tally tally = { 0 };
    struct trace_policy policy = { .context = &tally,
                                   .entering = count,
                                   .happened = count };
    struct trace_options options = { .argv = argv + 1,
                                     .standard = { 0, 2, 2 },
                                     .filter_fd = -1,
                                     .cpu = sched_getcpu(),
                                     .policy = &policy };
    struct trace *trace = trace_start(&options);
    if (!trace)
        err(2, "trace_start");
    while (trace_run(trace, -1, 0) == TRACE_QUIET)
        continue;
    if (tally.last.events <= tally.first.events || !tally.first.events)
        errx(2, "%zu events: fewer than 300,000", trace_log(trace)->count);
    double steps = (double)(tally.last.events - tally.first.events) / STEP;
    (void)printf("%zu\n%ld\n%.1f\n%.3f\n", trace_log(trace)->count,
                 tally.reads + tally.writes,
                 (double)(tally.last.kilobytes - tally.first.kilobytes) / steps,
                 (tally.last.seconds - tally.before_last) /
                     (tally.first.seconds - tally.warm.seconds));
    trace_close(trace);
    return 0;
}
