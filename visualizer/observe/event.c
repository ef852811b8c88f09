/* event.c - the names of events and objects. */
#include "observe/event.h"

#include <err.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[EVENT_KINDS] = {
    [EVENT_START] = "start",     [EVENT_FORK] = "fork",
    [EVENT_THREAD] = "thread",   [EVENT_EXEC] = "exec",
    [EVENT_EXIT] = "exit",       [EVENT_GONE] = "gone",
    [EVENT_REAP] = "reap",       [EVENT_ENTER] = "enter",
    [EVENT_LEAVE] = "leave",     [EVENT_SIGNAL] = "signal",
    [EVENT_OBJECT] = "object",   [EVENT_OPEN] = "open",
    [EVENT_CLOSE] = "close",     [EVENT_FILL] = "fill",
    [EVENT_ASLEEP] = "asleep",   [EVENT_QUIET] = "quiet",
    [EVENT_NOTE] = "note",       [EVENT_OUTSIDE] = "outside",
    [EVENT_STOP] = "stop",       [EVENT_PEER] = "peer",
    [EVENT_MAP] = "map",         [EVENT_UNMAP] = "unmap",
    [EVENT_SIGNALS] = "signals", [EVENT_REMOVED] = "removed",
    [EVENT_NAME] = "name",       [EVENT_THREAD_GONE] = "thread-gone",
    [EVENT_AWAKE] = "awake",
};

static const char *const object_names[OBJECT_KINDS] = {
    [OBJECT_NONE] = "none",
    [OBJECT_PIPE] = "pipe",
    [OBJECT_FIFO] = "fifo",
    [OBJECT_SOCKET] = "socket",
    [OBJECT_FILE] = "file",
    [OBJECT_TERMINAL] = "terminal",
    [OBJECT_QUEUE] = "queue",
    [OBJECT_MSGQ] = "sysv-queue",
    [OBJECT_SEMSET] = "sysv-semaphores",
    [OBJECT_SEGMENT] = "sysv-memory",
    [OBJECT_MEMORY] = "memory",
    [OBJECT_SEMAPHORE] = "semaphore",
    [OBJECT_MUTEX] = "mutex",
    [OBJECT_CONDITION] = "condition",
    [OBJECT_FUTEX] = "futex",
    [OBJECT_EVENTFD] = "eventfd",
    [OBJECT_TIMERFD] = "timerfd",
    [OBJECT_SIGNALFD] = "signalfd",
    [OBJECT_EPOLL] = "epoll",
    [OBJECT_PIDFD] = "pidfd",
    [OBJECT_OTHER] = "other",
};

static int index_of(const char *const *names, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

struct event event_make(enum event_kind kind, int pid)
{
    struct event event = {
        .kind = kind, .pid = pid, .tid = pid, .call = -1, .fd = -1
    };
    return event;
}

const char *event_kind_name(enum event_kind kind)
{
    return kind < EVENT_KINDS ? kind_names[kind] : "unknown";
}

int event_kind_of(const char *name)
{
    return index_of(kind_names, EVENT_KINDS, name);
}

const char *object_kind_name(enum object_kind kind)
{
    return kind < OBJECT_KINDS ? object_names[kind] : "unknown";
}

int object_kind_of(const char *name)
{
    return index_of(object_names, OBJECT_KINDS, name);
}

static int compare_text(const void *left, const void *right)
{
    return strcmp(left, right);
}

const char *place_intern(const char *text)
{
    static void *texts; /* a tree of strings, kept until the process ends */
    char **found = tfind(text, &texts, compare_text);
    if (found)
        return *found;
    char *copy = strdup(text);
    if (!copy || !tsearch(copy, &texts, compare_text))
        err(1, "strdup");
    return copy;
}
