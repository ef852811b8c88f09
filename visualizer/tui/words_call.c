/* words_call.c - a system call, as it is entered and as it returns. */
#include "tui/words_call.h"

#include "observe/calls.h"
#include "tui/words.h"
#include "tui/words_queue.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *bytes_word(int64_t count)
{
    return count == 1 ? "byte" : "bytes";
}

void words_print_object(FILE *out, const struct world *world, int object)
{
    char *name = words_end(world, object, 0);
    (void)fputs(name, out);
    free(name);
}

static void print_room(FILE *out, const struct world *world,
                       const struct event *event)
{
    char *room =
        words_room(world, event->object, event->call, event->arguments[2]);
    (void)fputs(room, out);
    free(room);
}

static void print_payload(FILE *out, const struct event *event, int64_t length)
{
    if (event->payload_length <= 0)
        return;
    size_t shown = (size_t)event->payload_length;
    if (length >= 0 && (int64_t)shown > length)
        shown = (size_t)length;
    char *text = words_escape((const char *)event->payload, shown);
    (void)fprintf(out, ": \"%s\"%s", text,
                  (int64_t)shown < length ? "..." : "");
    free(text);
}

/* Details of the call; blanks at the end are left out. */
static void print_text(FILE *out, const char *before, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    char *escaped = words_escape(text ? text : "", length);
    (void)fprintf(out, "%s%s", before, length > 0 ? escaped : "nothing");
    free(escaped);
}

/* How many bytes a call is to write; -1 where that does not stand in an
 * argument (writev, sendmsg). */
static int64_t asked_to_write(const struct event *event)
{
    const char *name = call_at(event->call)->name;
    bool plain = strcmp(name, "write") == 0 || strcmp(name, "sendto") == 0;
    return plain ? event->arguments[2] : -1;
}

static void print_write(FILE *out, const struct world *world,
                        const struct event *event)
{
    int64_t bytes = asked_to_write(event);
    (void)fprintf(out, "calls %s()",
                  call_typed_name(call_at(event->call), event->value >= 0));
    if (bytes >= 0)
        (void)fprintf(out, " of %" PRId64 " %s", bytes, bytes_word(bytes));
    (void)fputs(" to ", out);
    words_print_object(out, world, event->object);
    if (bytes >= 0)
        print_room(out, world, event);
    words_socket_receiver(out, event);
    print_payload(out, event, bytes);
}

void words_enter(FILE *out, const struct world *world,
                 const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    enum call_role role = info ? info->role : ROLE_NONE;
    const char *name =
        info ? call_typed_name(info, event->value >= 0) : "a call";
    if (words_socket_call(out, world, event))
        return;
    switch (role) {
    case ROLE_READ:
        (void)fprintf(out, "calls %s() on ", name);
        words_print_object(out, world, event->object);
        print_room(out, world, event);
        break;
    case ROLE_WRITE: print_write(out, world, event); break;
    case ROLE_KILL:
        (void)fprintf(out, "sends SIG%s to %" PRId64,
                      words_signal(event->value), event->arguments[0]);
        if (event->text)
            print_text(out, ", with ", event->text);
        break;
    case ROLE_ACTION:
        (void)fprintf(out, "gives SIG%s", words_signal(event->value));
        if (event->text)
            print_text(out, " ", event->text);
        break;
    case ROLE_OPEN:
        (void)fprintf(out, "calls %s() on ", name);
        words_print_object(out, world, event->object);
        print_text(out, ", to ", event->text);
        break;
    case ROLE_SIZE:
        (void)fprintf(out, "calls %s() on ", name);
        words_print_object(out, world, event->object);
        print_text(out, ", to give it ", event->text);
        break;
    case ROLE_LOCK:
    case ROLE_FCNTL:
        (void)fprintf(out, "calls %s() on ", name);
        words_print_object(out, world, event->object);
        print_text(out, ": lock, ", event->text);
        break;
    case ROLE_EXIT:
        (void)fprintf(out, "calls _exit(%d)", (int)event->arguments[0] & 0xff);
        break;
    case ROLE_POLL:
        (void)fprintf(out, "calls %s()", name);
        if (event->text)
            print_text(out, ", watches ", event->text);
        break;
    default:
        if (!words_enter_queue(out, world, event))
            (void)fprintf(out, "calls %s()", name);
    }
}

static void print_word(FILE *out, const struct event *event,
                       enum object_kind kind)
{
    if (kind == OBJECT_SEMAPHORE)
        (void)fprintf(out, " has the value %" PRId64, event->result);
    else if (kind == OBJECT_CONDITION)
        (void)fprintf(out, " has %" PRId64 " waiting for it", event->result);
    else if (kind == OBJECT_FUTEX)
        (void)fprintf(out, " is %" PRId64, event->result);
    else if (event->result == 0)
        (void)fputs(" is not locked", out);
    else if (event->other)
        (void)fprintf(out, " is locked by %d", event->other);
    else
        (void)fputs(" is locked", out);
}

void words_print_fill(FILE *out, const struct world *world,
                      const struct event *event)
{
    const struct object *object = world_object(world, event->object);
    enum object_kind kind = object ? object->kind : OBJECT_NONE;
    words_print_object(out, world, event->object);
    if (words_fill_queue(out, world, event))
        return;
    switch (kind) {
    case OBJECT_SEMAPHORE:
    case OBJECT_MUTEX:
    case OBJECT_CONDITION:
    case OBJECT_FUTEX: print_word(out, event, kind); break;
    case OBJECT_MEMORY:
    case OBJECT_FILE:
        if (event->result > 0 || !event->text)
            (void)fprintf(out, " has %" PRId64 " bytes", event->result);
        break;
    case OBJECT_TIMERFD:
        (void)fprintf(out, " has run out %" PRId64 " times", event->result);
        break;
    case OBJECT_EPOLL:
        (void)fprintf(out, " watches %" PRId64 " descriptors", event->result);
        break;
    case OBJECT_EVENTFD:
        (void)fprintf(out, " holds %" PRId64, event->result);
        break;
    case OBJECT_SIGNALFD:
    case OBJECT_PIDFD: break;
    case OBJECT_SOCKET: words_socket_fill(out, object); break;
    default:
        (void)fprintf(out, " holds %" PRId64 " of %d bytes", event->result,
                      event->value);
    }
    if (event->text && *event->text)
        print_text(out, ": ", event->text);
}

static void print_failed(FILE *out, const char *name, int error)
{
    const char *short_name = strerrorname_np(error);
    (void)fprintf(out, "%s() fails: %s, %s", name,
                  short_name ? short_name : "error", strerror(error));
}

void words_leave(FILE *out, const struct world *world,
                 const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    enum call_role role = info ? info->role : ROLE_NONE;
    const char *name =
        info ? call_typed_name(info, event->value >= 0) : "a call";
    if (event->result < 0) {
        print_failed(out, name,
                     event->result > -4096 ? (int)-event->result : 0);
    } else if (role == ROLE_READ && event->result == 0) {
        (void)fprintf(out, "%s() returns 0: end-of-file on ", name);
        words_print_object(out, world, event->object);
    } else if (role == ROLE_READ) {
        (void)fprintf(out, "has read %" PRId64 " %s from ", event->result,
                      bytes_word(event->result));
        words_print_object(out, world, event->object);
        print_payload(out, event, event->result);
    } else if (role == ROLE_WRITE) {
        (void)fprintf(out, "has written %" PRId64 " %s to ", event->result,
                      bytes_word(event->result));
        words_print_object(out, world, event->object);
    } else if (role == ROLE_EXEC) {
        (void)fprintf(out, "%s() has succeeded", name);
    } else if (!words_leave_queue(out, world, event)) {
        (void)fprintf(out, "%s() returns %" PRId64, name, event->result);
    }
}
