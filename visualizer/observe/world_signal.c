/* world_signal.c - which clocks run, and what became of signals sent.
 *
 *   kill() returns ──► sent + 1        EVENT_SIGNAL ──► taken + 1
 *   all asleep: sent - taken = pending (bit set) + merged with it
 */
#include "observe/world_signal.h"

#include <err.h>
#include <signal.h>
#include <stdlib.h>

static void *grow(void *array, int count, size_t size)
{
    void *larger = realloc(array, (size_t)count * size);
    if (!larger)
        err(1, "realloc");
    return larger;
}

/* ---- clocks ---- */

static void sum_up(struct process *process)
{
    process->timer = TIMER_NONE;
    for (int i = 0; i < process->clock_count; i++)
        if ((int)process->clocks[i].timer > process->timer)
            process->timer = (int)process->clocks[i].timer;
}

static struct alarm_clock *clock_of(struct process *process, int id)
{
    for (int i = 0; i < process->clock_count; i++)
        if (process->clocks[i].id == id)
            return &process->clocks[i];
    return NULL;
}

void world_clock_set(struct process *process, const struct event *event)
{
    struct alarm_clock *clock = clock_of(process, event->other);
    if (event->value < 0)
        return;
    if (!clock) {
        process->clocks = grow(process->clocks, process->clock_count + 1,
                               sizeof *process->clocks);
        clock = &process->clocks[process->clock_count++];
    }
    int signal = event->other == 0 ? SIGALRM : (int)event->arguments[3];
    *clock = (struct alarm_clock){ event->other, (enum timer)event->value,
                                   signal > 0 ? signal : 0 };
    sum_up(process);
}

void world_clocks_keep(struct process *process)
{
    int kept = 0;
    for (int i = 0; i < process->clock_count; i++)
        if (process->clocks[i].id == 0)
            process->clocks[kept++] = process->clocks[i];
    process->clock_count = kept;
    sum_up(process);
}

/* A clock that was set once has done its work when its signal arrives. */
static void clock_fired(struct process *process, const struct event *event)
{
    struct alarm_clock *clock = clock_of(process, (int)event->result - 1);
    if (!clock || clock->timer != TIMER_ONCE)
        return;
    clock->timer = TIMER_NONE;
    sum_up(process);
}

/* ---- counts ---- */

static const struct signal_count *find(const struct process *process,
                                       int number)
{
    for (int i = 0; i < process->count_count; i++)
        if (process->counts[i].signal == number)
            return &process->counts[i];
    return NULL;
}

static struct signal_count *count_of(struct process *process, int number)
{
    const struct signal_count *known = find(process, number);
    if (known)
        return &process->counts[known - process->counts];
    process->counts = grow(process->counts, process->count_count + 1,
                           sizeof *process->counts);
    struct signal_count *count = &process->counts[process->count_count++];
    *count = (struct signal_count){ .signal = number };
    return count;
}

void world_signal_sent(struct world *world, const struct event *event)
{
    if (event->value <= 0)
        return; /* kill(pid, 0) only asks */
    for (int i = 0; i < world->process_count; i++) {
        struct process *process = &world->processes[i];
        if (event->other == 0)
            count_of(process, event->value)->unsure = true;
        else if (process->pid == event->other && process_alive(process))
            count_of(process, event->value)->sent++;
    }
}

void world_signal_taken(struct world *world, struct process *process,
                        const struct event *event)
{
    clock_fired(process, event);
    if (event->other < 0) /* the fetching call did not ask who sent it */
        count_of(process, event->value)->unsure = true;
    else if (event->other > 0 && world_process(world, event->other))
        count_of(process, event->value)->taken++;
}

static int pending_count(const struct process *process, int number)
{
    uint64_t bit = UINT64_C(1) << (number - 1);
    int count = (process->pending & bit) != 0;
    for (int i = 0; i < process->thread_count; i++)
        count += (process->threads[i].pending & bit) != 0;
    return count;
}

int process_merged(const struct process *process, int number)
{
    const struct signal_count *count = find(process, number);
    int pending = pending_count(process, number);
    if (!count || pending == 0 || number >= SIGRTMIN)
        return 0;
    int merged = count->sent - count->taken - pending;
    return count->unsure || merged < 0 ? -1 : merged;
}

int process_queued(const struct process *process, int number)
{
    const struct signal_count *count = find(process, number);
    if (pending_count(process, number) == 0)
        return 0;
    if (number < SIGRTMIN)
        return 1;
    int queued = count ? count->sent - count->taken : 0;
    return !count || count->unsure || queued < 1 ? -1 : queued;
}
