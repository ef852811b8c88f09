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
    int length = variable ? (int)strcspn(variable, ".") : 0; /* "records.0" */
    char *name = NULL;
    int made;
    if (memory)
        made = asprintf(&name, "%s at %" PRIu64 " in %s", word->label, offset,
                        memory->name);
    else if (variable && inside >= word->size)
        made = asprintf(&name, "%s %.*s+%" PRIu64, word->label, length,
                        variable, inside);
    else if (variable)
        made = asprintf(&name, "%s %.*s", word->label, length, variable);
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
    uint64_t offset = mapping
                          ? word->address - mapping->address + mapping->offset
                          : word->address;
    const struct object *memory = world_object(&trace->world, parent);
    if (memory && memory->kind != OBJECT_SEGMENT) /* what it is called by now */
        see_memory_ask(trace, memory);
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

static bool is_semaphore_name(const char *name)
{
    return name && strncmp(name, "/sem.", 5) == 0;
}

static char *semaphore_name(const struct object *memory)
{
    char *text = NULL;
    return asprintf(&text, "semaphore /%s", memory->name + 5) == -1 ? NULL
                                                                    : text;
}

void see_named_semaphore(struct trace *trace, int id)
{
    const struct object *memory = world_object(&trace->world, id);
    struct event event = event_make(EVENT_OBJECT, 0);
    if (!is_semaphore_name(memory->name) || known_word(trace, id, 0, 0))
        return;
    event.value = OBJECT_SEMAPHORE;
    event.arguments[3] = id;
    event.text = semaphore_name(memory);
    (void)see_new_object(trace, &event);
}

void see_semaphore_renamed(struct trace *trace, int id)
{
    const struct object *memory = world_object(&trace->world, id);
    struct event event = event_make(EVENT_NAME, 0);
    event.object = known_word(trace, id, 0, 0);
    if (!event.object || !is_semaphore_name(memory->name))
        return;
    event.text = semaphore_name(memory);
    (void)trace_emit(trace, &event);
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
    sleep.callee =
        source_callee(trace->source, task->image, task->tid, &task->registers);
    look_around(task, &sleep);
    word_recognise(&sleep, &word);
    event->value = time_left(task, event);
    event->text = strdup(sleep.callee ? word_function(sleep.callee) : "futex");
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

/* Made by fork, or has forked: then its private memory is a copy of another's,
 * or was copied. */
static bool is_copy(const struct trace *trace, const struct process *process)
{
    const struct world *world = &trace->world;
    const struct task *task = task_find_shown(trace, process->pid);
    const struct task *parent = task_find_shown(trace, process->parent);
    if (process != world->processes &&
        (parent && task ? parent->image == task->image : process->own_program))
        return true;
    for (int i = 0; i < world->process_count; i++)
        if (world->processes[i].parent == process->pid)
            return true;
    return false;
}

/* Does this process sleep on what is meant for others, but cannot be reached by
 * them: alone on a word of its own? */
static bool is_cut_off(const struct trace *trace, const struct object *object,
                       const struct process *process,
                       const struct word_state *state)
{
    if (process->thread_count > 1)
        return false; /* its threads may be meant */
    if (object->kind == OBJECT_MUTEX)
        return object->parent && state->owner &&
               shown_tid(trace, state->owner) != process->pid;
    return object->parent ? world_holders(&trace->world, object->parent, ~0) > 1
                          : is_copy(trace, process);
}

static bool somebody_is_cut_off(const struct trace *trace,
                                const struct object *object,
                                const struct word_state *state)
{
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        for (int t = 0; process_alive(process) && t < process->thread_count;
             t++) {
            const struct thread *thread = &process->threads[t];
            bool private =
                !object->parent || word_is_private((int)thread->arguments[1]);
            if (thread->asleep && thread->object == object->id && private &&
                is_cut_off(trace, object, process, state))
                return true;
        }
    }
    return false;
}

/* "private=1": see is_cut_off */
static char *facts_of(const struct trace *trace, const struct object *object,
                      const struct word_state *state)
{
    char *text = NULL;
    size_t size;
    FILE *facts = open_memstream(&text, &size);
    if (!facts)
        return NULL;
    if (object->kind != OBJECT_FUTEX)
        (void)fprintf(facts, "pshared=%d", state->shared);
    if (state->waiters >= 0)
        (void)fprintf(facts, " waiters=%" PRId64, state->waiters);
    if (state->type_told)
        (void)fprintf(facts, " robust=%d recursive=%d checked=%d",
                      state->robust, state->recursive, state->checked);
    if (somebody_is_cut_off(trace, object, state))
        (void)fputs(" private=1", facts);
    (void)fclose(facts);
    return text;
}

/* Private memory on which nobody sleeps may be used for something else now. */
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
              facts_of(trace, object, &state));
}
