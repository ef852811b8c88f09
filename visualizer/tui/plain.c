/* plain.c - the append-only mode: no curses, no escape sequence.
 *
 *      7    0.000412  4711    sort      closes descriptor 4, write end of ...
 *      ^ event  ^ seconds  ^ pid  ^ name
 *
 * The program keeps the terminal, files or pipes that it was given, so its own
 * output stands between these lines.
 */
#include "tui/plain.h"

#include "tui/picture.h"
#include "tui/signals.h"
#include "tui/verdict.h"
#include "tui/words.h"
#include "tui/words_object.h"

#include <err.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

/* A busy program stops so often before signals are looked at. */
#define STOPS_AT_ONCE 256
#define LOOK_MS 50
/* A silent program is looked at anew that often, should an outsider act. */
#define SILENCE_MS 500

static void print_line(const struct run *run)
{
    const struct event *event = log_at(run->log, run->at - 1);
    char *role = event->pid ? words_role(&run->world, event->pid) : NULL;
    (void)printf("%6zu %11.6f  %-7d %-9s %s\n", run->at,
                 (double)event->time_us / 1e6, event->pid, role ? role : "-",
                 run_line(run, run->at));
    (void)fflush(stdout);
    free(role);
}

static void print_new(struct run *run)
{
    while (!run_at_newest(run)) {
        int notes = run->notes_come;
        (void)run_forward(run);
        print_line(run);
        if (run->notes_come > notes)
            (void)printf("       %s\n", run->notes[notes].text);
    }
}

static enum trace_action print_now(void *context, struct trace *trace,
                                   const struct event *event)
{
    struct plain *plain = context;
    (void)trace;
    if (event->number > 0 && !plain->over)
        print_new(plain->run);
    return TRACE_GO;
}

struct trace_policy plain_policy(struct plain *plain)
{
    return (struct trace_policy){ .context = plain,
                                  .entering = print_now,
                                  .happened = print_now };
}

static void print_states(const struct run *run)
{
    for (int i = 0; i < run->world.process_count; i++) {
        const struct process *process = &run->world.processes[i];
        if (!process_alive(process))
            continue;
        for (int t = 0; t < process->thread_count; t++) {
            const struct thread *thread = &process->threads[t];
            char *role = words_role(&run->world, process->pid);
            char *state = words_state(&run->world, process, thread);
            char *place = words_place(&thread->place);
            (void)printf("  %s %d %s%s\n", role, thread->tid, state, place);
            free(role);
            free(state);
            free(place);
        }
    }
}

/* The same rows as on the screen, but those of pipes, which the events tell. */
static void print_objects(const struct run *run)
{
    struct picture picture = { .columns = 80 };
    picture_make(&picture, run, 0);
    for (int i = 0; i < picture.thing_count + picture.socket_count; i++) {
        int id = i < picture.thing_count
                     ? picture.things[i]
                     : picture.sockets[i - picture.thing_count];
        char *line = words_object_line(&run->world, id);
        (void)printf("  %s\n", line);
        free(line);
    }
    picture_clear(&picture);
}

static void print_summary(const struct run *run)
{
    char *lines[VERDICT_LINES], *end = verdict_line(run);
    int count = verdict_stuck(run, lines);
    (void)printf("%s (%zu events)\n", end, run->at);
    if (run->status == TRACE_FULL)
        (void)printf("  stopped here: more events than can be kept\n");
    free(end);
    for (int i = 0; i < count; i++) {
        (void)printf("  %s\n", lines[i]);
        free(lines[i]);
    }
    print_states(run);
    print_objects(run);
    if (fflush(stdout) == EOF || ferror(stdout))
        err(2, "standard output");
}

static void wait_for_something(const struct run *run)
{
    struct pollfd set[2] = { { .fd = signals_child_fd(), .events = POLLIN },
                             { .fd = signals_control_fd(), .events = POLLIN } };
    int rest = run_looks(run) ? look_due_ms(run->trace) : SILENCE_MS;
    (void)poll(set, 2, rest); /* what it was shows in the next round */
    signals_take_child();
}

static bool told_to_stop(int *signal_number)
{
    int number;
    while ((number = signals_take()) == SIGWINCH)
        continue;
    *signal_number = number;
    return number != 0;
}

int plain_show(struct plain *plain, int *signal_number)
{
    struct run *run = plain->run;
    *signal_number = 0;
    print_new(run);
    while (run->trace && run->status < TRACE_ENDED &&
           !told_to_stop(signal_number)) {
        run_more(run, LOOK_MS, STOPS_AT_ONCE);
        if (run->status == TRACE_QUIET && verdict_is_stuck(run))
            break;
        if (run->status == TRACE_QUIET)
            wait_for_something(run);
    }
    print_summary(run);
    plain->over = true;
    return verdict_is_stuck(run);
}
