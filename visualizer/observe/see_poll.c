/* see_poll.c - waiting for one of several descriptors. poll(2), epoll(7) */
#include "observe/see.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>

static char *watched_by_poll(struct task *task, const struct event *event)
{
    struct pollfd set[64];
    size_t count = (size_t)event->arguments[1];
    if (count > 64)
        count = 64;
    ssize_t got = proc_memory(task->group, (uint64_t)event->arguments[0], set,
                              count * sizeof *set);
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    for (size_t i = 0; stream && got > 0 && i < count; i++) {
        if (set[i].fd >= 0 && (set[i].events & POLLIN))
            (void)fprintf(stream, "r%d ", set[i].fd);
        if (set[i].fd >= 0 && (set[i].events & POLLOUT))
            (void)fprintf(stream, "w%d ", set[i].fd);
        if (set[i].fd >= 0 && !(set[i].events & (POLLIN | POLLOUT)))
            (void)fprintf(stream, "h%d ", set[i].fd);
    }
    if (stream)
        (void)fclose(stream);
    return text;
}

static char *watched_by_select(struct task *task, const struct event *event)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    for (int which = 1; stream && which <= 2; which++) {
        fd_set set;
        FD_ZERO(&set);
        if (event->arguments[which] == 0 ||
            proc_memory(task->group, (uint64_t)event->arguments[which], &set,
                        sizeof set) <= 0)
            continue;
        for (int fd = 0; fd < event->arguments[0] && fd < FD_SETSIZE; fd++)
            if (FD_ISSET(fd, &set))
                (void)fprintf(stream, "%c%d ", which == 1 ? 'r' : 'w', fd);
    }
    if (stream)
        (void)fclose(stream);
    return text;
}

/* value = time-out in milliseconds, -1 for none; text = watched descriptors */
void see_poll_entry(struct trace *trace, struct task *task, struct event *event)
{
    const char *name = call_at(event->call)->name;
    if (strcmp(name, "poll") == 0)
        event->value = (int)event->arguments[2];
    else if (strcmp(name, "ppoll") == 0)
        event->value = see_timeout(task, (uint64_t)event->arguments[2]);
    else if (strncmp(name, "epoll", 5) == 0)
        event->value = (int)event->arguments[3];
    else
        event->value = see_timeout(task, (uint64_t)event->arguments[4]);
    if (strncmp(name, "epoll", 5) == 0)
        see_descriptor(trace, event, (int)event->arguments[0]);
    else
        event->text = strstr(name, "select") ? watched_by_select(task, event)
                                             : watched_by_poll(task, event);
}

void see_epoll_ask(struct trace *trace, const struct object *object)
{
    (void)trace, (void)object;
}
