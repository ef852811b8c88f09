/* look_outside.c - who else has the objects of those looked at?
 *
 *   all processes that are not looked at ──► their descriptors ──► ours?
 *
 * One search for all objects. It is the dearest part of looking, so it is made
 * only so often that it takes a small part of the time, however many processes
 * there are.
 */
#include "observe/look_search.h"

#include <err.h>
#include <stdlib.h>
#include <time.h>

#define SHARE 200        /* one part of so many of the time */
#define CREDIT_US 200000 /* may be saved */
#define AGAIN_US 1000000 /* when nobody has moved */

/* ---- telling ---- */

/* A word that lies in nobody else's memory is out of reach for others. */
static bool is_held(const struct search *search, const struct object *object)
{
    switch (object->kind) {
    case OBJECT_PIPE:
    case OBJECT_FIFO:
    case OBJECT_SOCKET: return search->unknown || search->held[object->id];
    case OBJECT_SEMAPHORE:
    case OBJECT_MUTEX:
    case OBJECT_CONDITION:
    case OBJECT_FUTEX: return object->parent && object->outside;
    default: return object->outside;
    }
}

static void tell_memory(const struct search *search)
{
    struct trace *trace = search->trace;
    pid_t *ours = calloc((size_t)trace->task_count + 1, sizeof *ours);
    if (!ours)
        err(1, "calloc");
    for (int i = 0; i < trace->task_count; i++)
        ours[i] = trace->tasks[i].group;
    for (int i = 0; !search->unknown && i < trace->world.object_count; i++)
        see_memory_outside(trace, trace->world.objects[i].id, ours,
                           trace->task_count);
    free(ours);
}

static void tell(const struct search *search)
{
    struct trace *trace = search->trace;
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        bool held = is_held(search, object);
        if (held == object->outside)
            continue;
        struct event event = event_make(EVENT_OUTSIDE, 0);
        event.object = object->id;
        event.value = held;
        (void)trace_emit(trace, &event);
    }
}

/* ---- its price ---- */

static int64_t processor_us(void)
{
    struct timespec used;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return used.tv_sec * INT64_C(1000000) + used.tv_nsec / 1000;
}

bool look_may_search(const struct look *look)
{
    int64_t since = (int64_t)(trace_now_us() - look->outside_us);
    return look->outside_us == 0 || look->credit_us + since / SHARE > 0;
}

/* What is saved while nothing is searched is spent when something happens. */
static void pay(struct look *look, int64_t price)
{
    uint64_t now = trace_now_us();
    if (look->outside_us == 0)
        look->credit_us = CREDIT_US;
    else
        look->credit_us += (int64_t)(now - look->outside_us) / SHARE;
    if (look->credit_us > CREDIT_US)
        look->credit_us = CREDIT_US;
    look->credit_us -= price;
    look->outside_us = now;
}

void look_outside(struct trace *trace)
{
    struct search search;
    int64_t begin = processor_us();
    search_open(&search, trace);
    search_all(&search);
    tell(&search);
    tell_memory(&search);
    search_close(&search);
    pay(trace->look, processor_us() - begin);
}

/* ---- once more ---- */

bool look_outside_is_due(const struct look *look)
{
    return trace_now_us() - look->outside_us >= AGAIN_US;
}

bool look_outside_is_same(struct trace *trace)
{
    struct search search;
    bool same = true, holds;
    search_open(&search, trace);
    for (int i = 0; i < trace->look->holder_count; i++)
        (void)search_process(&search, trace->look->holders[i], &holds);
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        same &= !search_is_for(object) ||
                search.held[object->id] == object->outside;
    }
    search_close(&search);
    if (same)
        pay(trace->look, 0);
    return same;
}
