/* handed_on.c - what programs get from the one that starts them: descriptors
 * and an argument vector.
 *
 *   fork ── descriptors copied ──► exec ── close-on-exec ──► what is left
 *
 * Each rule about descriptors looks at one of them in one program, at its exec.
 * Several programs run at once, and which of them execs first is chance; so
 * among those that break a rule the one that was forked first is told of,
 * always.
 */
#include "harness/handed_on.h"

#include "harness/diagnose.h"
#include "harness/evidence.h"

#include <errno.h>
#include <string.h>

/* One program at the moment of its exec. */
struct beginning {
    const struct world *world;
    const struct process *process;
    const struct event *event;
    const char *const *outermost; /* check_stages_connected: first and last */
};

/* ---- finding the first that breaks a rule ---- */

struct culprit {
    int birth;    /* its place among the processes; -1 = none found */
    size_t event; /* index of its exec in the log */
    int fd;
};

static void look(struct culprit *culprit, const struct beginning *start,
                 size_t index, int from, int to,
                 bool (*breaks)(const struct beginning *, int fd))
{
    int birth = (int)(start->process - start->world->processes);
    if (culprit->birth >= 0 && culprit->birth <= birth)
        return;
    for (int fd = from;
         fd < to || (to < 0 && fd < start->process->descriptor_limit); fd++)
        if (breaks(start, fd)) {
            *culprit = (struct culprit){ birth, index, fd };
            return;
        }
}

/* Descriptors from..to-1 (to < 0: all that are open) of every started program
 * must not break the rule. Returns true and tells if one does. */
static bool
tell_first(struct check *check, const char *const *outermost, int from, int to,
           bool (*breaks)(const struct beginning *, int fd),
           void (*tell)(struct check *, const struct beginning *, int fd))
{
    const struct log *log = trace_log(check->run->trace);
    struct world world = { 0 };
    struct culprit culprit = { .birth = -1 };
    struct beginning start = { .world = &world, .outermost = outermost };
    if (check->failed)
        return false;
    for (size_t i = 0; i < log->count; i++) {
        start.event = log_at(log, i);
        world_apply(&world, start.event);
        if (start.event->kind == EVENT_EXEC &&
            (start.process = world_process(&world, start.event->pid)))
            look(&culprit, &start, i, from, to, breaks);
    }
    if (culprit.birth >= 0) {
        world_at(&world, log, culprit.event + 1);
        start.process = &world.processes[culprit.birth];
        start.event = log_at(log, culprit.event);
        tell(check, &start, culprit.fd);
    }
    world_clear(&world);
    return culprit.birth >= 0;
}

/* ---- the rules ---- */

/* The pipe behind a descriptor; a pair of sockets does what a pipe does. */
static const struct object *pipe_behind(const struct beginning *start, int fd)
{
    const struct descriptor *end = world_descriptor(start->process, fd);
    const struct object *object =
        end ? world_object(start->world, end->object) : NULL;
    return object && (object->kind == OBJECT_PIPE ||
                      object->kind == OBJECT_SOCKET)
               ? object
               : NULL;
}

static bool is_surplus(const struct beginning *start, int fd)
{
    return pipe_behind(start, fd) != NULL;
}

/* Is the same end also one of the program's own descriptors 0 to 2? */
static bool is_second_copy(const struct beginning *start,
                           const struct descriptor *extra)
{
    for (int standard = 0; standard < 3; standard++) {
        const struct descriptor *own =
            world_descriptor(start->process, standard);
        if (own && own->object == extra->object &&
            (own->access & extra->access & (ACCESS_READ | ACCESS_WRITE)))
            return true;
    }
    return false;
}

static void tell_surplus(struct check *check, const struct beginning *start,
                         int fd)
{
    const struct descriptor *extra = world_descriptor(start->process, fd);
    const char *role = start->process->role;
    bool twice = is_second_copy(start, extra);
    const struct setting *setting = check->setting;
    const char *code = twice && setting->stuck_by_copy ? setting->stuck_by_copy
                       : setting->handed_on            ? setting->handed_on
                                                       : "LEFT";
    (void)finding_add(
        check, code, extra->opened_at,
        text_of("a program got a pipe end too many"),
        text_of("%s was started with descriptor %d open, the %s end of %s",
                role, fd, extra->access & ACCESS_WRITE ? "write" : "read",
                pipe_behind(start, fd)->name),
        twice ? text_of("dup2 makes a second copy; the first one stayed open")
              : text_of("that end is not its business; whoever waits for the "
                        "end of that pipe now waits for %s too",
                        role));
}

void check_stages_clean(struct check *check)
{
    (void)tell_first(check, NULL, 3, -1, is_surplus, tell_surplus);
}

static bool is_unconnected(const struct beginning *start, int fd)
{
    const struct descriptor *end = world_descriptor(start->process, fd);
    int needed = fd == 0 ? ACCESS_READ : ACCESS_WRITE;
    bool good = pipe_behind(start, fd) && (end->access & needed);
    return !good && start->event->text &&
           strcmp(start->event->text, start->outermost[fd]) != 0;
}

static void tell_unconnected(struct check *check, const struct beginning *start,
                             int fd)
{
    (void)finding_add(
        check, "PIPE-10", start->event->place,
        text_of("a program without its pipe"),
        text_of("%s was started with descriptor %d closed or not on its pipe",
                start->process->role, fd),
        text_of("pipe returned the very number that was wanted: dup2(fd, fd) "
                "does nothing, so the descriptor was closed afterwards or "
                "stayed close-on-exec"));
}

void check_stages_connected(struct check *check, const char *first,
                            const char *last)
{
    const char *const outermost[2] = { first, last };
    (void)tell_first(check, outermost, 0, 2, is_unconnected, tell_unconnected);
}

static bool is_nonblocking(const struct beginning *start, int fd)
{
    const struct descriptor *end = world_descriptor(start->process, fd);
    return end && (end->access & ACCESS_NONBLOCK);
}

static void tell_nonblocking(struct check *check, const struct beginning *start,
                             int fd)
{
    const struct object *pipe = pipe_behind(start, fd);
    (void)finding_add(
        check, "PIPE-13", pipe ? pipe->created_at : (struct place){ 0 },
        text_of("O_NONBLOCK reached another program"),
        text_of("%s was started with descriptor %d non-blocking",
                start->process->role, fd),
        text_of("O_NONBLOCK belongs to the open file description, which the "
                "program shares"));
}

void check_blocking_ends(struct check *check)
{
    (void)tell_first(check, NULL, 0, 2, is_nonblocking, tell_nonblocking);
}

static bool is_swapped(const struct beginning *start, int fd)
{
    const struct descriptor *end = world_descriptor(start->process, fd);
    int needed = fd == 0 ? ACCESS_READ : ACCESS_WRITE;
    return pipe_behind(start, fd) && !(end->access & needed);
}

static void tell_swapped(struct check *check, const struct beginning *start,
                         int fd)
{
    const struct object *pipe = pipe_behind(start, fd);
    (void)finding_add(
        check, "PIPE-11", pipe->created_at, text_of("the wrong end of a pipe"),
        text_of("%s was started with the %s end of %s as descriptor %d",
                start->process->role, fd == 0 ? "write" : "read", pipe->name,
                fd),
        text_of("pipe puts the read end into [0] and the write end into [1]"));
}

bool handed_on_swapped(struct check *check)
{
    return tell_first(check, NULL, 0, 2, is_swapped, tell_swapped);
}

/* ---- argument vectors ---- */

static const struct event *first_exec(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_EXEC)
            return log_at(log, i);
    return NULL;
}

void check_vector(struct check *check, const char *expected)
{
    const struct event *failed = evidence_failed(check->run, ROLE_EXEC, EFAULT);
    const struct event *exec = first_exec(check->run);
    if (check->failed)
        return;
    if (failed) {
        (void)finding_add(
            check, "PROC-09", failed->place,
            text_of("the argument vector has no end"),
            text_of("exec failed with EFAULT: it read on behind the last "
                    "word, and what stands there is no address"),
            text_of("exec looks for a null pointer behind the last word, "
                    "and there is none"));
        return;
    }
    if (!exec || !exec->text || strcmp(exec->text, expected) == 0)
        return;
    size_t length = strlen(expected);
    bool longer = strncmp(exec->text, expected, length) == 0;
    (void)finding_add(
        check, "PROC-09", exec->place, text_of("another argument vector"),
        text_of("the program was started as \"%.80s\"; right is \"%s\"",
                exec->text, expected),
        longer ? text_of("the vector does not end behind the last word: a "
                         "null pointer must stand there")
               : text_of("the first string is the program's own name "
                         "(argv[0]); the words come behind it"));
}
