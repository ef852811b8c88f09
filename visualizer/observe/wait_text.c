/* wait_text.c - a wait, as told to a person. */
#include "observe/calls.h"
#include "observe/wait_rules.h"

#include <stdio.h>
#include <string.h>

static bool is_kind(const struct object *object, enum object_kind kind)
{
    return object && object->kind == kind;
}

/* For what the other end of a FIFO must be opened. */
static const char *other_end(const struct thread *thread)
{
    if (!thread || !thread->watched)
        return "the other way";
    return strncmp(thread->watched, "read", 4) == 0 ? "writing" : "reading";
}

/* Nobody calls futex: of words the library's function is told; where the stack
 * did not say which, the one that waits for such a word. */
static const char *word_call(const struct thread *thread,
                             const struct object *object)
{
    bool told = strcmp(thread->watched, "futex") != 0;
    return told || !object                    ? thread->watched
           : object->kind == OBJECT_SEMAPHORE ? "sem_wait"
           : object->kind == OBJECT_MUTEX     ? "pthread_mutex_lock"
           : object->kind == OBJECT_CONDITION ? "pthread_cond_wait"
                                              : thread->watched;
}

char *wait_text(const struct world *world, const struct wait *wait)
{
    const struct process *process = world_process(world, wait->pid);
    const struct thread *thread =
        process ? world_thread(process, wait->tid) : NULL;
    const struct object *object = world_object(world, wait->object);
    const struct call_info *info = thread ? call_at(thread->call) : NULL;
    bool word = info && info->role == ROLE_FUTEX && thread->watched;
    const char *call = word   ? word_call(thread, object)
                       : info ? call_typed_name(info, thread->timeout_ms >= 0)
                       : thread && thread->watched ? thread->watched
                                                   : "a call";
    const char *name = object ? object->name : "something";
    char *text = thread ? wait_text_queue(world, wait, thread) : NULL;
    if (!text)
        text = wait_socket_text(world, wait, call);
    int made = -1;
    if (text)
        return text;
    switch (wait->kind) {
    case WAIT_DATA:
        made = asprintf(&text,
                        is_kind(object, OBJECT_QUEUE)
                            ? "waits in %s() for a message in %s"
                            : "waits in %s() for data or end-of-file on %s",
                        call, name);
        break;
    case WAIT_ROOM:
        made = asprintf(&text, "waits in %s() for room in %s, which is full",
                        call, name);
        break;
    case WAIT_MESSAGE:
        made = asprintf(&text, "waits in %s() for a message in %s", call, name);
        break;
    case WAIT_SPACE:
        made = asprintf(&text, "waits in %s() for room in %s, which is full",
                        call, name);
        break;
    case WAIT_OPEN:
        made = asprintf(&text, "waits in %s() until somebody opens %s for %s",
                        call, name, other_end(thread));
        break;
    case WAIT_PARTNER:
        made = asprintf(&text, "waits in %s() for the other side of %s", call,
                        name);
        break;
    case WAIT_COUNT:
        made = asprintf(&text, "waits in %s() for a post to %s", call, name);
        break;
    case WAIT_MUTEX:
        made =
            asprintf(&text, "waits in %s() for %s to be unlocked", call, name);
        break;
    case WAIT_NOTICE:
        made = asprintf(
            &text, "waits in %s() until somebody %s %s", call,
            is_kind(object, OBJECT_TIMERFD) ? "arms" : "wakes it at", name);
        break;
    case WAIT_CHILD:
        made = is_kind(object, OBJECT_PIDFD)
                   ? asprintf(&text,
                              "waits in %s() for the process of %s to "
                              "end",
                              call, name)
                   : asprintf(&text, "waits in %s() for a child to end", call);
        break;
    case WAIT_VFORK:
        made = asprintf(&text, "waits for its child to start a program");
        break;
    case WAIT_EVENT:
        made =
            asprintf(&text, "waits in %s() for one of its descriptors", call);
        break;
    case WAIT_LOCK:
        made = asprintf(&text, "waits in %s() for a lock on %s", call, name);
        break;
    case WAIT_STOPPED:
        made = asprintf(&text, "is stopped by a signal, until SIGCONT comes");
        break;
    case WAIT_SIGNAL:
        if (is_kind(object, OBJECT_EPOLL)) {
            made = asprintf(&text, "waits in %s(), with nothing armed in %s",
                            call, name);
            break;
        }
        made = asprintf(&text, "waits in %s() for a signal%s%s", call,
                        object ? " from " : "", object ? name : "");
        break;
    case WAIT_THREAD:
        made = asprintf(&text, "waits in %s() for another thread", call);
        break;
    case WAIT_TIME:
        made = object ? asprintf(&text, "waits in %s() until %s runs out", call,
                                 name)
                      : asprintf(&text, "sleeps in %s()", call);
        break;
    case WAIT_NONE: made = asprintf(&text, "runs"); break;
    case WAIT_OTHER: /* of a call that may not be seen there is no name */
        made = asprintf(&text, "waits in %s%s", call,
                        strchr(call, ' ') ? "" : "()");
        break;
    }
    return made == -1 ? NULL : text;
}
