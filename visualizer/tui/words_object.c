/* words_object.c - what is in queues, sets, memory, locks and descriptors. */
#include "tui/words_object.h"

#include "observe/waits.h"
#include "tui/words.h"
#include "tui/words_call.h"

#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define VALUES_SHOWN 16

const char *words_object_kind(const struct object *object)
{
    static const char *const kinds[OBJECT_KINDS] = {
        [OBJECT_PIPE] = "pipe",
        [OBJECT_FIFO] = "FIFO",
        [OBJECT_SOCKET] = "socket",
        [OBJECT_FILE] = "file",
        [OBJECT_TERMINAL] = "terminal",
        [OBJECT_QUEUE] = "POSIX message queue",
        [OBJECT_MSGQ] = "System V message queue",
        [OBJECT_SEMSET] = "System V semaphore set",
        [OBJECT_SEGMENT] = "System V shared memory",
        [OBJECT_MEMORY] = "shared memory",
        [OBJECT_SEMAPHORE] = "POSIX semaphore",
        [OBJECT_MUTEX] = "mutex",
        [OBJECT_CONDITION] = "condition variable",
        [OBJECT_FUTEX] = "futex word",
        [OBJECT_EVENTFD] = "eventfd",
        [OBJECT_TIMERFD] = "timerfd",
        [OBJECT_SIGNALFD] = "signalfd",
        [OBJECT_EPOLL] = "epoll set",
        [OBJECT_PIDFD] = "pidfd",
    };
    return kinds[object->kind] ? kinds[object->kind] : "object";
}

static const char *plural(int64_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- queues ---- */

static void print_next(FILE *out, const struct object *object, const char *what)
{
    if (object->message_count > 0 && !object->unsure)
        (void)fprintf(out, ", the next has %s %" PRId64, what,
                      object->messages[0].type);
}

static void print_queue(FILE *out, const struct object *object)
{
    int64_t notify = object_fact(object, "notify", 0);
    (void)fprintf(out, "%" PRId64 " of %" PRId64 " messages", object->fill,
                  object->capacity);
    print_next(out, object, "priority");
    if (notify)
        (void)fprintf(out, ", mq_notify tells %" PRId64, notify);
}

static void print_msgq(FILE *out, const struct object *object)
{
    (void)fprintf(
        out, "%" PRId64 " message%s, %" PRId64 " of %" PRId64 " bytes",
        object->fill, plural(object->fill), object_fact(object, "bytes", -1),
        object_fact(object, "maxbytes", -1));
    print_next(out, object, "type");
}

/* ---- semaphores and locks ---- */

static void print_set(FILE *out, const struct object *object)
{
    int64_t count = object_fact(object, "semaphores", 0);
    (void)fputs(count == 1 ? "value" : "values", out);
    for (int64_t i = 0; i < count; i++) {
        char key[24];
        (void)snprintf(key, sizeof key, "v%" PRId64, i);
        int64_t value = object_fact(object, key, -1);
        if (value == -1 || i == VALUES_SHOWN) {
            (void)fputs(" ...", out);
            break;
        }
        (void)fprintf(out, " %" PRId64, value);
    }
    for (int i = 0; i < object->use_count; i++)
        if (object->uses[i].undo != 0)
            (void)fprintf(out, ", %+" PRId64 " at the end of %d (SEM_UNDO)",
                          object->uses[i].undo, object->uses[i].pid);
}

static void print_mutex(FILE *out, const struct world *world,
                        const struct object *object)
{
    if (object->owner)
        (void)fprintf(out, "locked by thread %d", object->owner);
    else
        (void)fputs(object->fill ? "locked" : "free", out);
    if (object->owner && object_fact(object, "robust", 0))
        (void)fputs(", robust", out);
    (void)world;
}

static void print_word(FILE *out, const struct world *world,
                       const struct object *object)
{
    if (object_fact(object, "pshared", -1) == -1 && !object->facts) {
        (void)fputs("not known yet", out);
        return;
    }
    switch (object->kind) {
    case OBJECT_SEMAPHORE:
        (void)fprintf(out, "value %" PRId64, object->fill);
        break;
    case OBJECT_MUTEX: print_mutex(out, world, object); break;
    case OBJECT_CONDITION: (void)fputs("somebody must signal it", out); break;
    default: (void)fprintf(out, "word %" PRId64, object->fill);
    }
    if (object_fact(object, "private", 0))
        (void)fputs(", each process has its own copy", out);
    else if (object_fact(object, "pshared", 1) == 0)
        (void)fputs(", for one process only", out);
}

/* ---- memory ---- */

static int count_mapped(const struct world *world, int object)
{
    int count = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int m = 0; process_alive(process) && m < process->mapping_count;
             m++)
            if (process->mappings[m].object == object) {
                count++;
                break;
            }
    }
    return count;
}

static void print_memory(FILE *out, const struct world *world,
                         const struct object *object)
{
    int64_t size = object->kind == OBJECT_SEGMENT
                       ? object_fact(object, "size", -1)
                       : object->fill;
    int mapped = count_mapped(world, object->id);
    if (size >= 0)
        (void)fprintf(out, "%" PRId64 " byte%s", size, plural(size));
    else
        (void)fputs("size not known", out);
    if (mapped == 0)
        (void)fputs(", in the memory of nobody", out);
    else
        (void)fprintf(out, ", in the memory of %d process%s", mapped,
                      mapped == 1 ? "" : "es");
    if (object->removed)
        (void)fputs(object->kind == OBJECT_SEGMENT ? ", marked for removal"
                                                   : ", has no name any more",
                    out);
}

/* ---- descriptors of other kinds ---- */

static void print_set_of_signals(FILE *out, int64_t set)
{
    const char *before = "takes";
    for (int number = 1; number <= 64; number++)
        if ((uint64_t)set >> (number - 1) & 1) {
            (void)fprintf(out, "%s SIG%s", before, words_signal(number));
            before = "";
        }
}

static void print_timer(FILE *out, const struct object *object)
{
    if (object->fill > 0)
        (void)fprintf(out, "has run out %" PRId64 " time%s", object->fill,
                      plural(object->fill));
    else
        (void)fputs(object_fact(object, "armed", 0) ? "armed" : "not armed",
                    out);
}

/* "watch=r4/12,w6/13," */
static void print_watched(FILE *out, const struct object *object)
{
    const char *text = object->facts ? strstr(object->facts, "watch=") : NULL;
    char mode;
    int fd, id, used, count = 0;
    text = text ? text + strlen("watch=") : "";
    for (; sscanf(text, "%c%d/%d,%n", &mode, &fd, &id, &used) == 3;
         text += used)
        (void)fprintf(out, "%s %d", count++ ? "," : "watches descriptor", fd);
    if (count == 0)
        (void)fputs("watches nothing that is armed", out);
}

static void print_process_of(FILE *out, const struct world *world,
                             const struct object *object)
{
    int pid = (int)object_fact(object, "pid", 0);
    const struct process *process = world_process(world, pid);
    if (!pid)
        (void)fputs("of a process that is not of this run", out);
    else
        (void)fprintf(out, "of process %d, which %s", pid,
                      process && process_alive(process) ? "lives"
                                                        : "has ended");
}

/* "lock=flock:write:12+13:0:eof", once for each lock */
static void print_locks(FILE *out, const struct object *object)
{
    const char *text = object->facts ? object->facts : "", *between = "";
    while ((text = strstr(text, "lock="))) {
        char way[16], mode[16], pids[64];
        text += strlen("lock=");
        if (sscanf(text, "%15[^:]:%15[^:]:%63[^:]:", way, mode, pids) != 3)
            continue;
        (void)fprintf(out, "%s%s-locked (%s) by %s", between, mode, way, pids);
        between = ", ";
    }
    if (!*between)
        (void)fputs("not locked", out);
}

/* ---- all of them ---- */

/* Of these the kernel always tells something beside the number. */
static bool is_known(const struct object *object)
{
    switch (object->kind) {
    case OBJECT_QUEUE:
    case OBJECT_MSGQ:
    case OBJECT_SEMSET:
    case OBJECT_SOCKET:
    case OBJECT_EVENTFD:
    case OBJECT_TIMERFD:
    case OBJECT_SIGNALFD: return object->facts != NULL;
    default: return true;
    }
}

static void print_state(FILE *out, const struct world *world,
                        const struct object *object)
{
    if (!is_known(object)) {
        (void)fputs("what is in it is not known", out);
        return;
    }
    switch (object->kind) {
    case OBJECT_QUEUE: print_queue(out, object); break;
    case OBJECT_MSGQ: print_msgq(out, object); break;
    case OBJECT_SEMSET: print_set(out, object); break;
    case OBJECT_SEMAPHORE:
    case OBJECT_MUTEX:
    case OBJECT_CONDITION:
    case OBJECT_FUTEX: print_word(out, world, object); break;
    case OBJECT_SEGMENT:
    case OBJECT_MEMORY: print_memory(out, world, object); break;
    case OBJECT_SOCKET: words_socket_fill(out, object); break;
    case OBJECT_EVENTFD:
        (void)fprintf(out, "holds %" PRId64, object->fill);
        break;
    case OBJECT_TIMERFD: print_timer(out, object); break;
    case OBJECT_SIGNALFD:
        print_set_of_signals(out, object_fact(object, "mask", 0));
        break;
    case OBJECT_EPOLL: print_watched(out, object); break;
    case OBJECT_PIDFD: print_process_of(out, world, object); break;
    case OBJECT_FILE: print_locks(out, object); break;
    default:
        (void)fprintf(out, "%" PRId64 " of %" PRId64 " bytes", object->fill,
                      object->capacity);
    }
}

char *words_object_state(const struct world *world, const struct object *object)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        err(1, "open_memstream");
    print_state(out, world, object);
    if (fclose(out) != 0)
        err(1, "fclose");
    /* What stands behind a name in a sentence begins with a blank or ": ". */
    memmove(text, text + strspn(text, ": "), size - strspn(text, ": ") + 1);
    return words_own(text);
}

bool words_object_fill(const struct object *object, int64_t *part,
                       int64_t *whole)
{
    bool bytes = object->kind == OBJECT_MSGQ;
    *part = bytes ? object_fact(object, "bytes", -1) : object->fill;
    *whole = bytes ? object_fact(object, "maxbytes", 0) : object->capacity;
    bool listens =
        object->kind == OBJECT_SOCKET && object_fact(object, "listening", 0);
    return (bytes || listens || object->kind == OBJECT_QUEUE) && *whole > 0 &&
           *part >= 0;
}

/* ---- who has it, who waits ---- */

static int print_descriptors(FILE *out, const struct process *process, int id)
{
    int count = 0;
    for (int fd = 0; fd < process->descriptor_limit; fd++)
        if (process->descriptors[fd].object == id) {
            (void)fprintf(out, " %d:%d", process->pid, fd);
            count++;
        }
    return count;
}

int words_object_holders(FILE *out, const struct world *world,
                         const struct object *object)
{
    int count = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (!process_alive(process))
            continue;
        int found = print_descriptors(out, process, object->id);
        if (found == 0 && process_has(process, object->id, ~0)) {
            (void)fprintf(out, " %d", process->pid);
            found = 1;
        }
        count += found;
    }
    return count;
}

bool words_waits_at(const struct world *world, const struct process *process,
                    const struct thread *thread, int object)
{
    struct wait wait;
    if (!thread->asleep)
        return false;
    return thread->object == object ||
           (wait_of(world, process, thread, &wait) && wait.object == object);
}

int words_object_waiters(FILE *out, const struct world *world, int object)
{
    int count = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; process_alive(process) && t < process->thread_count;
             t++)
            if (words_waits_at(world, process, &process->threads[t], object)) {
                (void)fprintf(out, " %d", process->threads[t].tid);
                count++;
            }
    }
    return count;
}

char *words_object_line(const struct world *world, int id)
{
    const struct object *object = world_object(world, id);
    char *text = NULL, *lists[2] = { NULL, NULL };
    size_t size;
    FILE *waiters = open_memstream(&lists[0], &size);
    FILE *holders = open_memstream(&lists[1], &size);
    if (!waiters || !holders)
        err(1, "open_memstream");
    int waiting = words_object_waiters(waiters, world, id);
    int having = words_object_holders(holders, world, object);
    if (fclose(waiters) != 0 || fclose(holders) != 0)
        err(1, "fclose");
    char *name = words_end(world, id, 0);
    char *state = words_object_state(world, object);
    text =
        words_format("%s: %s%s%s%s%s", name, state, waiting ? "; waits:" : "",
                     lists[0], having ? "; has:" : "", lists[1]);
    free(name);
    free(state);
    free(lists[0]);
    free(lists[1]);
    return text;
}
