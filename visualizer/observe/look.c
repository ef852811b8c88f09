/* look.c - one look after the other.
 *
 *   every task: has it moved? ──► what does it do now ──► new ones, tables
 *   nobody has moved since the last look ──► the proof (look_quiet.c)
 *
 * A look is short and nobody waits for it; in between this process sleeps.
 */
#include "observe/look_private.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECOND_US 1000000

static void tell_manner(struct trace *trace)
{
    trace_note(trace, strdup("looked at from outside: what happens between two "
                             "looks, who opened a descriptor, and an alarm() "
                             "that was set cannot be seen"));
}

static void first_look(struct trace *trace)
{
    trace->look->begun = trace->look->second = true;
    look_begin(trace);
    look_learn(trace); /* what all objects hold */
    tell_manner(trace);
    look_tell_unseen(trace);
}

static void look_once(struct trace *trace)
{
    struct look *look = trace->look;
    uint64_t now = trace_now_us();
    if (!look->begun) {
        first_look(trace);
        return;
    }
    look->moved = false;
    look->second = now - look->second_us >= SECOND_US;
    if (look->second)
        look->second_us = now;
    for (int i = 0; i < trace->task_count; i++)
        trace->tasks[i].looked.moved = false;
    /* From the end: who is removed leaves his place to one already seen. */
    for (int i = trace->task_count - 1; i >= 0; i--)
        if (i < trace->task_count && !look_at(trace, &trace->tasks[i]))
            look_gone(trace, &trace->tasks[i]);
    look_find(trace);
    look_learn(trace);
    look_tell_unseen(trace);
    look->quiet = look_is_quiet(trace);
}

static enum trace_status status_of(const struct trace *trace)
{
    if (trace->full)
        return TRACE_FULL;
    if (trace->look->begun && look_alive(trace) == 0 &&
        !trace->look->options.user)
        return TRACE_ENDED;
    return trace->look->quiet ? TRACE_QUIET : TRACE_MOVING;
}

/* Sleeps until the next look is due, or until deadline if that is earlier.
 * Returns whether it is due. */
static bool wait_until_due(struct look *look, bool limited, uint64_t deadline)
{
    uint64_t until = look->next_us;
    if (limited && deadline < until)
        until = deadline;
    struct timespec time = { .tv_sec = (time_t)(until / 1000000),
                             .tv_nsec = (long)(until % 1000000) * 1000 };
    if (until > trace_now_us())
        (void)clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
    uint64_t now = trace_now_us();
    if (now < look->next_us)
        return false;
    uint64_t every = (uint64_t)look->options.every_ms * 1000;
    look->next_us += every;
    if (look->next_us < now) /* late: looks are left out, not made up for */
        look->next_us = now + every;
    return true;
}

enum trace_status look_run(struct trace *trace, int timeout_ms, int max_looks)
{
    bool limited = timeout_ms >= 0;
    uint64_t deadline =
        trace_now_us() + (uint64_t)(limited ? timeout_ms : 0) * 1000;
    for (int looks = 0;;) {
        if (trace->full || !wait_until_due(trace->look, limited, deadline))
            return status_of(trace);
        size_t before = trace->log.count;
        look_once(trace);
        looks += trace->log.count > before;
        enum trace_status status = status_of(trace);
        if (status != TRACE_MOVING || trace->pause ||
            (max_looks > 0 && looks >= max_looks) ||
            (limited && trace_now_us() >= deadline))
            return status;
    }
}

int look_due_ms(const struct trace *trace)
{
    if (!trace->look)
        return -1;
    uint64_t now = trace_now_us(), next = trace->look->next_us;
    return next > now ? (int)((next - now + 999) / 1000) : 0;
}

static int copy_pids(struct look *look)
{
    size_t count = (size_t)look->options.pid_count;
    pid_t *pids = calloc(count + 1, sizeof *pids);
    if (!pids)
        return -1;
    if (count > 0)
        memcpy(pids, look->options.pids, count * sizeof *pids);
    look->options.pids = pids;
    return 0;
}

static char *command_line(char *const *argv)
{
    char *text = NULL;
    size_t length;
    FILE *to = open_memstream(&text, &length);
    if (!to)
        return NULL;
    for (int i = 0; argv[i]; i++)
        (void)fprintf(to, "%s%s", i > 0 ? " " : "", argv[i]);
    return fclose(to) == 0 ? text : NULL;
}

/* The options' pids become our own copy: of those given, or of the program's. */
static int start_program(struct trace *trace, struct look *look)
{
    pid_t *pids = malloc(sizeof *pids);
    if (!pids)
        return -1;
    trace->child = *pids = trace_spawn(look->options.program);
    look->options.pids = pids;
    look->options.pid_count = 1;
    look->options.tree = true;
    look->given = command_line(look->options.program->argv);
    return trace->child > 0 ? 0 : -1;
}

struct trace *look_start(const struct look_options *options)
{
    struct trace *trace = calloc(1, sizeof *trace);
    struct look *look = calloc(1, sizeof *look);
    if (look)
        look->options = *options;
    if (!trace || !look || !(trace->source = source_open()))
        goto fail;
    if ((options->program ? start_program(trace, look) : copy_pids(look)) == -1)
        goto fail;
    look->user = (int)geteuid();
    look->next_us = look->second_us = trace->start_us = trace_now_us();
    trace->look = look;
    trace->options =
        (struct trace_options){ .policy = options->policy,
                                .event_limit = options->event_limit };
    return trace;

fail:;
    int saved = errno;
    if (look && look->options.pids != options->pids)
        free((pid_t *)look->options.pids);
    if (look)
        free(look->given);
    if (trace)
        source_close(trace->source);
    free(look);
    free(trace);
    errno = saved;
    return NULL;
}

void look_kill(struct trace *trace)
{
    if (trace->child <= 0)
        return;
    for (int i = 0; i < trace->task_count; i++)
        if (!trace->tasks[i].looked.zombie)
            (void)kill(trace->tasks[i].group, SIGKILL);
    (void)kill(-trace->child, SIGKILL); /* who came since the last look */
    (void)kill(trace->child, SIGKILL);
    (void)waitpid(trace->child, NULL, 0);
    trace->child = 0;
}

void look_end(struct trace *trace)
{
    if (!trace->look)
        return;
    for (int i = 0; i < trace->task_count; i++)
        if (trace->tasks[i].looked.activity_fd != -1)
            (void)close(trace->tasks[i].looked.activity_fd);
    free((pid_t *)trace->look->options.pids);
    free(trace->look->given);
    free(trace->look->others);
    free(trace->look->holders);
    free(trace->look);
    trace->look = NULL;
}
