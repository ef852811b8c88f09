/* words_call.c - a system call, as it is entered and as it returns. */
#include "tui/words_call.h"

#include "observe/calls.h"
#include "tui/words.h"

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

void words_enter(FILE *out, const struct world *world,
                 const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    enum call_role role = info ? info->role : ROLE_NONE;
    const char *name = info ? info->name : "a call";
    switch (role) {
    case ROLE_READ:
        (void)fprintf(out, "calls %s() on ", name);
        words_print_object(out, world, event->object);
        print_room(out, world, event);
        break;
    case ROLE_WRITE:
        (void)fprintf(out, "calls %s() of %" PRId64 " %s to ", name,
                      event->arguments[2], bytes_word(event->arguments[2]));
        words_print_object(out, world, event->object);
        print_room(out, world, event);
        print_payload(out, event, event->arguments[2]);
        break;
    case ROLE_KILL:
        (void)fprintf(
            out, "sends SIG%s to %" PRId64,
            words_signal((int)event->arguments[info->argument_count - 1]),
            event->arguments[info->argument_count - 2]);
        break;
    case ROLE_EXIT:
        (void)fprintf(out, "calls _exit(%d)", (int)event->arguments[0] & 0xff);
        break;
    case ROLE_POLL:
        (void)fprintf(out, "calls %s()", name);
        if (event->text) {
            char *watched = words_escape(event->text, strlen(event->text));
            (void)fprintf(out, ", watches %s", watched);
            free(watched);
        }
        break;
    default: (void)fprintf(out, "calls %s()", name);
    }
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
    const char *name = info ? info->name : "a call";
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
    } else {
        (void)fprintf(out, "%s() returns %" PRId64, name, event->result);
    }
}
