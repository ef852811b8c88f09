/* wait_text_queue.c - waits at queues and semaphore sets, as told to a person.
 */
#include "observe/wait_rules.h"
#include "observe/world_queue.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define SYSV_EXCEPT 020000 /* MSG_EXCEPT of <linux/msg.h> */

/* msgrcv chooses by type: any, one, all up to one, all but one. */
static void print_wanted(FILE *out, const struct thread *thread)
{
    int64_t type = thread->arguments[3];
    if (type < 0)
        (void)fprintf(out, " of type %" PRId64 " or less", -type);
    else if (type > 0 && (thread->arguments[4] & SYSV_EXCEPT))
        (void)fprintf(out, " of any type but %" PRId64, type);
    else if (type > 0)
        (void)fprintf(out, " of type %" PRId64, type);
}

static void print_message(FILE *out, const struct object *object,
                          const struct thread *thread)
{
    (void)fputs(" for a message", out);
    if (object->kind == OBJECT_QUEUE) {
        (void)fprintf(out, " in queue %s", object->name);
        if (object->capacity > 0)
            (void)fprintf(out, " (%" PRId64 " of %" PRId64 ")", object->fill,
                          object->capacity);
        return;
    }
    print_wanted(out, thread);
    (void)fprintf(out, " in %s (%" PRId64 " there%s)", object->name,
                  object->fill, object->fill > 0 ? ", none of them fits" : "");
}

static void print_space(FILE *out, const struct object *object,
                        const struct thread *thread)
{
    int64_t bytes = object_fact(object, "bytes", -1);
    int64_t most = object_fact(object, "maxbytes", -1);
    if (object->kind == OBJECT_QUEUE) {
        (void)fprintf(out, " for room in queue %s, which is full",
                      object->name);
        if (object->capacity > 0)
            (void)fprintf(out, " (%" PRId64 " of %" PRId64 ")", object->fill,
                          object->capacity);
        return;
    }
    (void)fprintf(out, " for room for %" PRId64 " bytes in %s",
                  thread->arguments[2], object->name);
    if (bytes >= 0 && most >= 0)
        (void)fprintf(out, ", which holds %" PRId64 " of %" PRId64 " bytes",
                      bytes, most);
}

static void print_set(FILE *out, const struct object *object,
                      const struct thread *thread)
{
    struct semop op = wait_semop(object, thread);
    char key[16];
    if (op.part < 0) {
        (void)fprintf(out, " at %s", object->name);
        return;
    }
    (void)snprintf(key, sizeof key, "v%d", op.part);
    int64_t value = object_fact(object, key, -1);
    if (op.change == 0)
        (void)fprintf(out, " until semaphore %d of %s is 0", op.part,
                      object->name);
    else
        (void)fprintf(out, " to take %d from semaphore %d of %s", -op.change,
                      op.part, object->name);
    if (value >= 0)
        (void)fprintf(
            out, op.change ? ", which is %" PRId64 : "; it is %" PRId64, value);
}

char *wait_text_queue(const struct world *world, const struct wait *wait,
                      const struct thread *thread)
{
    const struct object *object = world_object(world, wait->object);
    const struct call_info *info = call_at(thread->call);
    char *text = NULL;
    size_t size;
    if (!object || !info ||
        (object->kind != OBJECT_QUEUE && object->kind != OBJECT_MSGQ &&
         object->kind != OBJECT_SEMSET) ||
        (wait->kind != WAIT_MESSAGE && wait->kind != WAIT_SPACE &&
         wait->kind != WAIT_COUNT))
        return NULL;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    (void)fprintf(out, "waits in %s()",
                  call_typed_name(info, thread->timeout_ms >= 0));
    if (wait->kind == WAIT_COUNT)
        print_set(out, object, thread);
    else if (wait->kind == WAIT_SPACE)
        print_space(out, object, thread);
    else
        print_message(out, object, thread);
    return fclose(out) == 0 ? text : NULL;
}
