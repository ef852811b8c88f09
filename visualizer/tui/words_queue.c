/* words_queue.c - messages sent and received, semaphores, what is in them. */
#include "tui/words_queue.h"

#include "observe/calls.h"
#include "tui/words.h"
#include "tui/words_call.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sem.h>

static const char *plural(int64_t count)
{
    return count == 1 ? "" : "s";
}

static void print_payload(FILE *out, const struct event *event, int64_t length)
{
    if (event->payload_length <= 0)
        return;
    char *text = words_escape((const char *)event->payload,
                              (size_t)event->payload_length);
    (void)fprintf(out, ": \"%s\"%s", text,
                  event->payload_length < length ? "..." : "");
    free(text);
}

/* Records come from anywhere: no text of theirs is printed as it is. */
static void print_text(FILE *out, const char *before, const char *text)
{
    char *escaped = words_escape(text, strlen(text));
    (void)fprintf(out, "%s%s", before, escaped);
    free(escaped);
}

/* "type=5" as ", type 5" */
static void print_type(FILE *out, const char *text)
{
    if (text && strncmp(text, "type=", 5) == 0)
        print_text(out, ", type ", text + 5);
    else if (text && strncmp(text, "priority=", 9) == 0)
        print_text(out, ", priority ", text + 9);
}

/* ---- calls ---- */

static const char *command_name(const struct event *event)
{
    static const char *const general[] = { "IPC_RMID", "IPC_SET", "IPC_STAT" };
    static const char *const of_sets[] = { "GETPID",  "GETVAL",  "GETALL",
                                           "GETNCNT", "GETZCNT", "SETVAL",
                                           "SETALL" };
    bool set = strcmp(call_at(event->call)->name, "semctl") == 0;
    int64_t command = event->arguments[set ? 2 : 1] & ~0x100; /* IPC_64 */
    if (command >= IPC_RMID && command <= IPC_STAT)
        return general[command];
    if (set && command >= GETPID && command <= SETALL)
        return of_sets[command - GETPID];
    return "...";
}

static void enter_receive(FILE *out, const struct world *world,
                          const struct event *event)
{
    const struct object *object = world_object(world, event->object);
    (void)fputs(" on ", out);
    words_print_object(out, world, event->object);
    if (object && object->kind == OBJECT_MSGQ && event->arguments[3])
        print_type(out, event->text);
    if (object && object->fill == 0 && object->facts && !object->outside)
        (void)fputs(", which is empty", out);
}

static void enter_send(FILE *out, const struct world *world,
                       const struct event *event)
{
    const struct object *object = world_object(world, event->object);
    (void)fprintf(out, " of %" PRId64 " byte%s", event->arguments[2],
                  plural(event->arguments[2]));
    print_type(out, event->text);
    (void)fputs(event->text ? ", to " : " to ", out);
    words_print_object(out, world, event->object);
    if (object && object->capacity > 0 && object->fill >= object->capacity &&
        !object->outside)
        (void)fputs(", which is full", out);
    print_payload(out, event, event->arguments[2]);
}

static void enter_get(FILE *out, const struct event *event)
{
    if (event->arguments[0] == IPC_PRIVATE)
        (void)fputs(" with IPC_PRIVATE", out);
    else
        (void)fprintf(out, " with key %#x", (unsigned)event->arguments[0]);
}

static void enter_control(FILE *out, const struct world *world,
                          const struct event *event)
{
    if (strncmp(call_at(event->call)->name, "mq_", 3) != 0)
        (void)fprintf(out, " %s", command_name(event));
    if (event->object) {
        (void)fputs(" on ", out);
        words_print_object(out, world, event->object);
    }
}

bool words_enter_queue(FILE *out, const struct world *world,
                       const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    enum call_role role = info ? info->role : ROLE_NONE;
    if (role != ROLE_SEND && role != ROLE_RECEIVE && role != ROLE_SEMOP &&
        role != ROLE_GET && role != ROLE_CONTROL)
        return false;
    (void)fprintf(out, "calls %s()", call_typed_name(info, event->value >= 0));
    switch (role) {
    case ROLE_SEND: enter_send(out, world, event); break;
    case ROLE_RECEIVE: enter_receive(out, world, event); break;
    case ROLE_GET: enter_get(out, event); break;
    case ROLE_CONTROL: enter_control(out, world, event); break;
    default:
        (void)fputs(" on ", out);
        words_print_object(out, world, event->object);
        if (event->text)
            print_text(out, ": ", event->text);
    }
    return true;
}

bool words_leave_queue(FILE *out, const struct world *world,
                       const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    switch (info ? info->role : ROLE_NONE) {
    case ROLE_SEND:
        (void)fprintf(out, "has sent %" PRId64 " byte%s to ",
                      event->arguments[2], plural(event->arguments[2]));
        words_print_object(out, world, event->object);
        return true;
    case ROLE_RECEIVE:
        (void)fprintf(out, "has received %" PRId64 " byte%s", event->result,
                      plural(event->result));
        print_type(out, event->text);
        (void)fputs(event->text ? ", from " : " from ", out);
        words_print_object(out, world, event->object);
        print_payload(out, event, event->result);
        return true;
    case ROLE_GET:
        (void)fprintf(out, "%s() returns id %" PRId64 ", ", info->name,
                      event->result);
        words_print_object(out, world, event->object);
        return true;
    case ROLE_SEMOP:
        (void)fprintf(out, "has done its %s() on ",
                      call_typed_name(info, event->value >= 0));
        words_print_object(out, world, event->object);
        return true;
    default: return false;
    }
}

/* ---- state ---- */

static void print_values(FILE *out, const struct object *object)
{
    int64_t count = object_fact(object, "semaphores", 0);
    char key[24];
    (void)fputs(count == 1 ? " has the value" : " has the values", out);
    for (int64_t i = 0; i < count; i++) {
        (void)snprintf(key, sizeof key, "v%" PRId64, i);
        int64_t value = object_fact(object, key, -1);
        if (value == -1) {
            (void)fputs(" ...", out);
            break;
        }
        (void)fprintf(out, " %" PRId64, value);
    }
}

bool words_fill_queue(FILE *out, const struct world *world,
                      const struct event *event)
{
    const struct object *object = world_object(world, event->object);
    switch (object ? object->kind : OBJECT_NONE) {
    case OBJECT_QUEUE:
        (void)fprintf(out, " holds %" PRId64 " of %d messages", event->result,
                      event->value);
        return true;
    case OBJECT_MSGQ:
        (void)fprintf(out,
                      " holds %" PRId64 " message%s, %" PRId64 " of %" PRId64
                      " bytes",
                      event->result, plural(event->result),
                      object_fact(object, "bytes", 0),
                      object_fact(object, "maxbytes", 0));
        return true;
    case OBJECT_SEMSET: print_values(out, object); return true;
    case OBJECT_SEGMENT:
        (void)fprintf(out, " is attached %" PRId64 " time%s", event->result,
                      plural(event->result));
        return true;
    default: return false;
    }
}

void words_print_removed(FILE *out, const struct world *world,
                         const struct event *event)
{
    const struct object *object = world_object(world, event->object);
    enum object_kind kind = object ? object->kind : OBJECT_NONE;
    words_print_object(out, world, event->object);
    if (kind == OBJECT_MSGQ || kind == OBJECT_SEMSET)
        (void)fputs(" is removed; whoever waits at it gets EIDRM", out);
    else if (kind == OBJECT_SEGMENT)
        (void)fputs(" is marked for removal; it lives while somebody has it "
                    "attached",
                    out);
    else
        (void)fputs(" has lost its name; it lives while somebody has it", out);
}
