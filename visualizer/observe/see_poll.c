/* see_poll.c - waiting for one of several descriptors. poll(2), epoll(7) */
#include "observe/see.h"

#include "observe/proc_text.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POLL_MOST 1024 /* descriptors that are looked at; more: "?" */

/* What waits for reading, for writing; for neither is for errors and hang-up
 * only: "r4 w6 h7 ". A set that cannot be told ends in "?0 ". */
static void watch(FILE *out, int fd, unsigned events)
{
    if (fd < 0)
        return;
    if (events & (POLLIN | POLLRDNORM | POLLRDHUP | POLLPRI | POLLRDBAND))
        (void)fprintf(out, "r%d ", fd);
    if (events & (POLLOUT | POLLWRNORM | POLLWRBAND))
        (void)fprintf(out, "w%d ", fd);
    if (!(events & ~(unsigned)(POLLERR | POLLHUP)))
        (void)fprintf(out, "h%d ", fd);
}

static void watched_by_poll(struct task *task, const struct event *event,
                            FILE *out)
{
    size_t count = (size_t)event->arguments[1];
    bool more = count > POLL_MOST;
    size_t size = (more ? POLL_MOST : count) * sizeof(struct pollfd);
    struct pollfd *set = malloc(size + 1);
    ssize_t got =
        set ? proc_memory(task->group, (uint64_t)event->arguments[0], set, size)
            : -1;
    for (size_t i = 0; got > 0 && i < (size_t)got / sizeof *set; i++)
        watch(out, set[i].fd, (unsigned short)set[i].events);
    if (more || (size > 0 && got != (ssize_t)size))
        (void)fputs("?0 ", out);
    free(set);
}

/* Sets are as long as their highest descriptor needs, in whole words. */
static void watched_by_select(struct task *task, const struct event *event,
                              FILE *out)
{
    static const unsigned meaning[] = { 0, POLLIN, POLLOUT, POLLPRI };
    int limit = (int)event->arguments[0];
    for (int which = 1; which <= 3; which++) {
        unsigned long set[POLL_MOST / (8 * sizeof(long))] = { 0 };
        uint64_t address = (uint64_t)event->arguments[which];
        size_t size = ((size_t)limit + 63) / 64 * 8;
        if (address == 0 || limit <= 0)
            continue;
        if (size > sizeof set ||
            proc_memory(task->group, address, set, size) != (ssize_t)size) {
            (void)fputs("?0 ", out);
            continue;
        }
        for (int fd = 0; fd < limit; fd++)
            if (set[(size_t)fd / (8 * sizeof(long))] >>
                    ((size_t)fd % (8 * sizeof(long))) &
                1)
                watch(out, fd, meaning[which]);
    }
}

static char *watched(struct task *task, const struct event *event)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    if (strstr(call_at(event->call)->name, "select"))
        watched_by_select(task, event, out);
    else
        watched_by_poll(task, event, out);
    return fclose(out) == 0 ? text : NULL;
}

/* The old select takes a struct timeval: two words as well, microseconds. */
static int select_timeout(struct task *task, uint64_t address)
{
    int64_t words[2];
    if (address == 0)
        return -1;
    if (proc_memory(task->group, address, words, sizeof words) !=
        (ssize_t)sizeof words)
        return 0;
    int64_t left = words[0] * 1000 + words[1] / 1000;
    return left > INT32_MAX ? INT32_MAX : (int)left;
}

static int timeout_of(struct task *task, const struct event *event)
{
    const char *name = call_at(event->call)->name;
    if (strcmp(name, "poll") == 0)
        return (int)event->arguments[2];
    if (strcmp(name, "ppoll") == 0)
        return see_timeout(task, (uint64_t)event->arguments[2]);
    if (strcmp(name, "select") == 0)
        return select_timeout(task, (uint64_t)event->arguments[4]);
    if (strcmp(name, "pselect6") == 0)
        return see_timeout(task, (uint64_t)event->arguments[4]);
    if (strcmp(name, "epoll_pwait2") == 0)
        return see_timeout(task, (uint64_t)event->arguments[3]);
    return (int)event->arguments[3];
}

/* value = time-out in milliseconds, -1 for none; text = watched descriptors; of
 * epoll the object is the set, and what it watches is a fact of it */
void see_poll_entry(struct trace *trace, struct task *task, struct event *event)
{
    event->value = timeout_of(task, event);
    if (event->value < 0)
        event->value = -1;
    if (strncmp(call_at(event->call)->name, "epoll", 5) == 0)
        see_descriptor(trace, event, (int)event->arguments[0]);
    else
        event->text = watched(task, event);
}

/* ---- epoll ---- */

/* One "tfd: 4 events: 19 ..." as "r4/12,": descriptor, and its object. The
 * number is what the descriptor was when it was added; it may by now name
 * another file, or none. Then nothing is claimed: "?4/0,". */
static void watch_target(struct trace *trace, struct task *task, int epoll_fd,
                         const char *line, FILE *out)
{
    int target;
    unsigned events;
    bool known, same;
    if (sscanf(line, "tfd: %d events: %x", &target, &events) != 2)
        return;
    same = proc_epoll_watches(task->group, epoll_fd, target, &known);
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct descriptor *descriptor =
        process ? world_descriptor(process, target) : NULL;
    if (!descriptor || !same || !known) {
        (void)fprintf(out, "?%d/0,", target);
        return;
    }
    events &= POLLIN | POLLRDNORM | POLLPRI | POLLRDBAND | POLLRDHUP | POLLOUT |
              POLLWRNORM | POLLWRBAND | POLLERR | POLLHUP;
    if (events == 0)
        return; /* EPOLLONESHOT: used up */
    if (events & (POLLIN | POLLRDNORM | POLLPRI | POLLRDBAND | POLLRDHUP))
        (void)fprintf(out, "r%d/%d,", target, descriptor->object);
    if (events & (POLLOUT | POLLWRNORM | POLLWRBAND))
        (void)fprintf(out, "w%d/%d,", target, descriptor->object);
    if (!(events & ~(unsigned)(POLLERR | POLLHUP)))
        (void)fprintf(out, "h%d/%d,", target, descriptor->object);
}

/* facts: "watch=r4/12,w6/13," */
void see_epoll_ask(struct trace *trace, const struct object *object)
{
    int fd, count = 0;
    size_t size;
    struct task *task = see_holder(trace, object->id, &fd);
    char *info = task && fd >= 0 ? proc_fdinfo(task->group, fd) : NULL;
    char *facts = NULL;
    FILE *out = info ? open_memstream(&facts, &size) : NULL;
    if (out) {
        (void)fputs("watch=", out);
        for (char *line = strstr(info, "\ntfd:"); line;
             line = strstr(line, "\ntfd:")) {
            watch_target(trace, task, fd, ++line, out);
            count++;
        }
        if (fclose(out) == 0)
            see_state(trace, object, count, 0, 0, facts);
    }
    free(info);
}
