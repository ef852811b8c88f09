/* see_word.c - semaphores, mutexes, conditions: words that somebody sleeps on.
 *
 *   /proc/TID/syscall: futex(address, ...) ─► which memory ─► parent, offset
 *   stack of the task ─► which C function ──► kind (word.h)
 *
 * futex(2) is not stopped at, so that locks that nobody waits for stay as fast
 * as they are; a word comes into sight when the first one sleeps on it.
 */
#include "observe/proc_maps.h"
#include "observe/see.h"
#include "observe/word.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- which object ---- */

static bool is_word(enum object_kind kind)
{
    return kind >= OBJECT_SEMAPHORE && kind <= OBJECT_FUTEX;
}

/* Private memory has a word of its own in each process. */
static int known_word(const struct trace *trace, int parent, uint64_t offset,
                      int pid)
{
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        if (is_word(object->kind) && object->parent == parent &&
            object->offset == offset &&
            (parent != 0 || object->created_by == pid))
            return object->id;
    }
    return 0;
}

/* "mutex lock" for a global variable, "semaphore at 32 in /shop" for a word in
 * shared memory; NULL: it gets a number. */
static char *word_name(struct trace *trace, const struct task *task,
                       const struct word *word, int parent, uint64_t offset)
{
    uint64_t inside;
    const struct object *memory = world_object(&trace->world, parent);
    const char *variable = source_variable(trace->source, task->image,
                                           task->tid, word->address, &inside);
    char *name = NULL;
    int made;
    if (memory)
        made = asprintf(&name, "%s at %" PRIu64 " in %s", word->label, offset,
                        memory->name);
    else if (variable && inside)
        made = asprintf(&name, "%s %s+%" PRIu64, word->label, variable, inside);
    else if (variable)
        made = asprintf(&name, "%s %s", word->label, variable);
    else
        return NULL;
    return made == -1 ? NULL : name;
}

static int object_of(struct trace *trace, const struct task *task,
                     const struct word *word)
{
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct mapping *mapping =
        process ? world_mapping(process, word->address) : NULL;
    int parent = mapping ? mapping->object : 0;
    uint64_t offset =
        mapping ? word->address - mapping->address + mapping->offset
                : word->address;
    if (parent)
        see_named_semaphore(trace, parent);
    int known = known_word(trace, parent, offset, task->shown_pid);
    if (known)
        return known;
    struct event event = event_make(EVENT_OBJECT, task->shown_pid);
    event.tid = task->shown_tid;
    event.value = word->kind;
    event.arguments[3] = parent;
    event.arguments[4] = (int64_t)offset;
    event.text = word_name(trace, task, word, parent, offset);
    return see_new_object(trace, &event);
}

void see_named_semaphore(struct trace *trace, int memory)
{
    const struct object *object = world_object(&trace->world, memory);
    struct event event = event_make(EVENT_OBJECT, 0);
    if (!object->name || strncmp(object->name, "/sem.", 5) != 0 ||
        known_word(trace, memory, 0, 0))
        return;
    event.value = OBJECT_SEMAPHORE;
    event.arguments[3] = memory;
    if (asprintf(&event.text, "semaphore /%s", object->name + 5) == -1)
        event.text = NULL;
    (void)see_new_object(trace, &event);
}

/* ---- somebody sleeps ---- */

static void look_around(const struct task *task, struct word_sleep *sleep)
{
    uint64_t middle = sleep->address & ~UINT64_C(7);
    (void)proc_memory(task->group, middle, sleep->after, WORD_BYTES);
    (void)proc_memory(task->group, middle - WORD_BYTES, sleep->before,
                      WORD_BYTES);
}

/* The task that a process of the run calls by this number, 0 if it is none. */
static int shown_tid(const struct trace *trace, int tid)
{
    for (int i = 0; i < trace->task_count; i++)
        if (trace->tasks[i].recorded &&
            proc_inner_pid(trace->tasks[i].tid) == tid)
            return trace->tasks[i].shown_tid;
    return 0;
}

/* The library writes the tid of a thread into the word on which others wait for
 * its end; the kernel clears it. pthread_join(3), set_tid_address(2) */
static bool is_join(const struct trace *trace, const struct task *task,
                    const struct word_sleep *sleep)
{
    if (sleep->callee || word_is_private(sleep->operation) || !sleep->expected)
        return false;
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    int tid = shown_tid(trace, (int)sleep->expected);
    return process && tid && world_thread(process, tid) &&
           !world_mapping(process, sleep->address);
}

static int time_left(struct task *task, const struct event *event)
{
    clockid_t clock = word_clock((int)event->arguments[1]);
    uint64_t address = (uint64_t)event->arguments[3];
    return clock == -1 ? see_timeout(task, address)
                       : see_time_until(task, address, clock);
}

/* text = the C function that it is in; a thread that is waited for stands in
 * argument 2 */
void see_word_entry(struct trace *trace, struct task *task, struct event *event)
{
    struct word_sleep sleep = { .address = (uint64_t)event->arguments[0],
                                .operation = (int)event->arguments[1],
                                .expected = (uint32_t)event->arguments[2] };
    struct word word;
    see_mappings(trace, task);
    sleep.callee = source_callee(trace->source, task->image, task->tid,
                                 &task->registers);
    look_around(task, &sleep);
    word_recognise(&sleep, &word);
    event->value = time_left(task, event);
    event->text = strdup(sleep.callee ? sleep.callee : "futex");
    if (word.thread || is_join(trace, task, &sleep)) {
        int tid = shown_tid(trace, (int)sleep.expected);
        event->arguments[2] = tid ? tid : (int)sleep.expected;
        if (!sleep.callee) {
            free(event->text);
            event->text = strdup("pthread_join");
        }
        return;
    }
    event->object = object_of(trace, task, &word);
}

/* ---- state ---- */

/* Processes that were made by fork have the private memory of their parent as a
 * copy: a semaphore there is another one in each. */
static int count_copies(const struct trace *trace, const struct task *owner,
                        uint64_t address)
{
    int copies = 0;
    for (int i = 0; i < trace->task_count; i++) {
        const struct task *task = &trace->tasks[i];
        struct proc_mapping mapping;
        copies += task->recorded && task->tid == task->group &&
                  task->group != owner->group && task->image == owner->image &&
                  proc_mapping_at(task->group, address, &mapping) == 0 &&
                  !mapping.shared;
    }
    return copies;
}

static char *facts_of(const struct trace *trace, const struct object *object,
                      const struct task *task, uint64_t address,
                      const struct word_state *state)
{
    char *text = NULL;
    size_t size;
    FILE *facts = open_memstream(&text, &size);
    if (!facts)
        return NULL;
    if (state->waiters >= 0)
        (void)fprintf(facts, "waiters=%" PRId64 " ", state->waiters);
    if (object->kind != OBJECT_FUTEX)
        (void)fprintf(facts, "private=%d", !state->shared);
    if (state->type_told)
        (void)fprintf(facts, " robust=%d recursive=%d checked=%d",
                      state->robust, state->recursive, state->checked);
    int copies = object->parent ? 0 : count_copies(trace, task, address);
    if (copies)
        (void)fprintf(facts, " copies=%d", copies);
    (void)fclose(facts);
    return text;
}

/* Somebody sleeps on it, or it is a named semaphore: else private memory may
 * be used for something else by now. */
static bool is_in_use(const struct world *world, const struct object *object)
{
    if (object->parent)
        return true;
    const struct process *process = world_process(world, object->created_by);
    for (int t = 0; process && t < process->thread_count; t++)
        if (process->threads[t].asleep &&
            process->threads[t].object == object->id)
            return true;
    return false;
}

static struct task *who_has(struct trace *trace, const struct object *object,
                            uint64_t *address)
{
    if (object->parent)
        return see_mapped(trace, object->parent, object->offset, address);
    *address = object->offset;
    return task_find_shown(trace, object->created_by);
}

void see_word_ask(struct trace *trace, const struct object *object)
{
    unsigned char bytes[WORD_BYTES] = { 0 };
    struct word_state state;
    uint64_t address;
    struct task *task = who_has(trace, object, &address);
    /* A semaphore has 32 bytes, and the end of memory may follow. */
    if (!task || !is_in_use(&trace->world, object) ||
        proc_memory(task->group, address, bytes, sizeof bytes) < 16)
        return;
    if (!word_read(object->kind, bytes, &state)) {
        see_state(trace, object, 0, 0, 0, strdup("layout=unknown"));
        return;
    }
    int owner = state.owner ? shown_tid(trace, state.owner) : 0;
    see_state(trace, object, state.fill, 0,
              state.owner && !owner ? (int)trace_named(trace, state.owner)
                                    : owner,
              facts_of(trace, object, task, address, &state));
}
