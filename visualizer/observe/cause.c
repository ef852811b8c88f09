/* cause.c - from a stuck world to the circle and the one to blame.
 *
 * Every member of a stuck world waits for other members. Following "could wake
 * me" edges from any of them must come back to where one has been: a circle.
 * Among the edges of the circle the blameworthy one is where somebody holds an
 * end that they will never use.
 */
#include "observe/cause.h"

#include "observe/calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char *const kind_names[] = {
    [CAUSE_NONE] = "none",
    [CAUSE_OWN_WRITE_END] = "own-write-end",
    [CAUSE_HELD_WRITE_END] = "held-write-end",
    [CAUSE_LEAKED_END] = "leaked-end",
    [CAUSE_HELD_READ_END] = "held-read-end",
    [CAUSE_WAIT_BEFORE_READ] = "wait-before-read",
    [CAUSE_BOTH_WRITE] = "both-write",
    [CAUSE_BOTH_READ] = "both-read",
    [CAUSE_LOST_LOCK] = "lost-lock",
    [CAUSE_NO_SIGNAL] = "no-signal",
    [CAUSE_CIRCLE] = "circle",
};

const char *cause_kind_name(enum cause_kind kind)
{
    return kind_names[kind];
}

/* ---- the circle ---- */

/* The first thread of a process that waits for somebody of the run. */
static bool process_wait(const struct world *world, int pid, struct wait *wait)
{
    const struct process *process = world_process(world, pid);
    for (int t = 0; process && t < process->thread_count; t++)
        if (wait_of(world, process, &process->threads[t], wait) &&
            wait->kind != WAIT_SIGNAL)
            return true;
    return process && process->thread_count > 0 &&
           wait_of(world, process, &process->threads[0], wait);
}

/* Of all who could wake this one, the one to follow: somebody else before
 * oneself, the author's own program before programs it started, because that
 * is where the mistake can be mended. */
static const struct waker *follow(const struct world *world,
                                  const struct wait *wait)
{
    const struct waker *best = NULL;
    int best_rank = -1;
    for (int i = 0; i < wait->waker_count; i++) {
        const struct waker *waker = &wait->wakers[i];
        const struct process *process = world_process(world, waker->pid);
        int rank = process && process->own_program ? 2 : 0;
        rank += waker->pid != wait->pid;
        if (rank > best_rank) {
            best = waker;
            best_rank = rank;
        }
    }
    return best;
}

static int position(const struct cause *cause, int pid)
{
    for (int i = 0; i < cause->circle_count; i++)
        if (cause->circle[i] == pid)
            return i;
    return -1;
}

/* Fills cause->circle, starting from pid. False if the way ends at somebody
 * whom nobody could wake. */
static bool find_circle(const struct world *world, int pid, struct cause *cause)
{
    cause->circle_count = 0;
    while (cause->circle_count < CIRCLE_MAX) {
        struct wait wait;
        int seen = position(cause, pid);
        if (seen >= 0) { /* drop the way that led to the circle */
            cause->circle_count -= seen;
            memmove(cause->circle, cause->circle + seen,
                    (size_t)cause->circle_count * sizeof *cause->circle);
            return true;
        }
        cause->circle[cause->circle_count++] = pid;
        if (!process_wait(world, pid, &wait))
            return false;
        const struct waker *waker = follow(world, &wait);
        if (!waker)
            return false;
        pid = waker->pid;
    }
    return false;
}

/* ---- whose fault ---- */

static void blame(const struct world *world, struct cause *cause,
                  enum cause_kind kind, const struct wait *wait,
                  const struct waker *waker)
{
    const struct process *culprit = world_process(world, waker->pid);
    const struct descriptor *held =
        culprit ? world_descriptor(culprit, waker->fd) : NULL;
    struct wait own;
    cause->kind = kind;
    cause->victim = wait->pid;
    cause->culprit = waker->pid;
    cause->object = wait->object ? wait->object : waker->object;
    cause->fd = waker->fd;
    if (held)
        cause->opened = held->opened_at;
    const struct process *victim = world_process(world, wait->pid);
    const struct thread *thread = world_thread(victim, wait->tid);
    if (thread)
        cause->stands = thread->place;
    if (process_wait(world, waker->pid, &own)) {
        thread = world_thread(culprit, own.tid);
        /* Other people's programs have no lines; then the victim's counts. */
        if (thread && thread->place.file)
            cause->stands = thread->place;
    }
}

static bool is_unused(const struct world *world, int id)
{
    const struct object *object = world_object(world, id);
    return object && !object->before && object->moved_in == 0;
}

/* Was an end that the process has as 0, 1 or 2 left open under its first
 * number too, as after dup2 without close? */
static bool has_copied(const struct process *process, int object)
{
    for (int fd = 3; fd < process->descriptor_limit; fd++)
        for (int own = 0; own < 3; own++) {
            const struct descriptor *one = world_descriptor(process, own);
            const struct descriptor *two = world_descriptor(process, fd);
            if (one && two && one->object == object && two->object == object &&
                (one->access & two->access & (ACCESS_READ | ACCESS_WRITE)))
                return true;
        }
    return false;
}

/* A reader waits for the end of data that cannot come. */
static bool blame_reader(const struct world *world, const struct wait *wait,
                         struct cause *cause)
{
    const struct waker *waker = follow(world, wait);
    const struct process *holder = world_process(world, waker->pid);
    struct wait next;
    if (holder && !holder->own_program && waker->fd > 2) {
        blame(world, cause, CAUSE_LEAKED_END, wait, waker);
        cause->copied = has_copied(holder, cause->object);
        return true;
    }
    if (waker->pid == wait->pid) {
        blame(world, cause, CAUSE_OWN_WRITE_END, wait, waker);
        return true;
    }
    if (!process_wait(world, waker->pid, &next))
        return false;
    /* Who writes into another pipe may still mean to write into this one. */
    if (next.kind == WAIT_ROOM)
        return false;
    enum cause_kind kind = CAUSE_HELD_WRITE_END;
    if (next.kind == WAIT_DATA && holder && !holder->own_program)
        return false; /* a filter in the middle is a victim as well */
    if (next.kind == WAIT_DATA && is_unused(world, wait->object) &&
        is_unused(world, next.object))
        return false; /* each waits for the other's first word */
    blame(world, cause, kind, wait, waker);
    return true;
}

/* Did somebody read from the object once, who is gone now? */
static bool reader_is_gone(const struct world *world, const struct log *log,
                           int object)
{
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind != EVENT_LEAVE || event->object != object ||
            event->call < 0 || call_at(event->call)->role != ROLE_READ)
            continue;
        const struct process *reader = world_process(world, event->pid);
        if (reader && !process_alive(reader))
            return true;
    }
    return false;
}

/* Of those who could read: one who itself waits for room, that is, writes. */
static const struct waker *who_writes_too(const struct world *world,
                                          const struct wait *wait)
{
    struct wait next;
    for (int i = 0; i < wait->waker_count; i++)
        if (wait->wakers[i].pid != wait->pid &&
            process_wait(world, wait->wakers[i].pid, &next) &&
            next.kind == WAIT_ROOM)
            return &wait->wakers[i];
    return NULL;
}

/* A writer waits for room that nobody makes. */
static bool blame_writer(const struct world *world, const struct log *log,
                         const struct wait *wait, struct cause *cause)
{
    const struct waker *waker = follow(world, wait);
    const struct waker *writer = who_writes_too(world, wait);
    if (reader_is_gone(world, log, wait->object))
        blame(world, cause, CAUSE_HELD_READ_END, wait, waker);
    else if (writer)
        blame(world, cause, CAUSE_BOTH_WRITE, wait, writer);
    else
        blame(world, cause, CAUSE_WAIT_BEFORE_READ, wait, waker);
    return true;
}

static bool blame_member(const struct world *world, const struct log *log,
                         const struct wait *wait, struct cause *cause)
{
    if (!follow(world, wait))
        return false;
    switch (wait->kind) {
    case WAIT_DATA:
    case WAIT_EVENT: return blame_reader(world, wait, cause);
    case WAIT_ROOM: return blame_writer(world, log, wait, cause);
    default: return false;
    }
}

/* A wait that no process of the run could end. */
static void blame_nobody(const struct world *world, struct cause *cause)
{
    int last = cause->circle[cause->circle_count - 1];
    struct wait wait;
    const struct process *process = world_process(world, last);
    if (!process_wait(world, last, &wait))
        return;
    const struct thread *thread = world_thread(process, wait.tid);
    cause->kind = wait.kind == WAIT_THREAD   ? CAUSE_LOST_LOCK
                  : wait.kind == WAIT_SIGNAL ? CAUSE_NO_SIGNAL
                                             : CAUSE_CIRCLE;
    cause->victim = cause->culprit = last;
    cause->object = wait.object;
    cause->stands = thread ? thread->place : cause->stands;
    cause->circle[0] = last;
    cause->circle_count = 1;
}

static bool blame_in_circle(const struct world *world, const struct log *log,
                            struct cause *cause)
{
    for (int i = 0; i < cause->circle_count; i++) {
        struct wait wait;
        if (process_wait(world, cause->circle[i], &wait) &&
            blame_member(world, log, &wait, cause))
            return true;
    }
    return false;
}

bool cause_find(const struct world *world, const struct log *log,
                struct cause *cause)
{
    *cause = (struct cause){ .fd = -1 };
    if (wait_verdict(world) != QUIET_STUCK)
        return false;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (!process_alive(process))
            continue;
        if (!find_circle(world, process->pid, cause)) {
            if (cause->circle_count == 0 || cause->circle_count == CIRCLE_MAX)
                continue;
            blame_nobody(world, cause);
            return true;
        }
        if (blame_in_circle(world, log, cause))
            return true;
    }
    /* A circle without an end held in vain: each waits for the next. */
    struct wait wait;
    if (cause->circle_count > 0 &&
        process_wait(world, cause->circle[0], &wait)) {
        const struct waker *waker = follow(world, &wait);
        if (waker)
            blame(world, cause,
                  wait.kind == WAIT_DATA ? CAUSE_BOTH_READ : CAUSE_CIRCLE,
                  &wait, waker);
    }
    return cause->kind != CAUSE_NONE;
}

/* ---- in words ---- */

char *process_label(const struct world *world, int pid)
{
    const struct process *process = world_process(world, pid);
    char *text = NULL;
    int made;
    if (!process)
        made = asprintf(&text, "process %d", pid);
    else if (!process->own_program)
        made = asprintf(&text, "%s (pid %d)", process->role, pid);
    else if (process->forked_at.file)
        made = asprintf(&text, "your child process (pid %d, forked at %s:%d)",
                        pid, process->forked_at.file, process->forked_at.line);
    else
        made = asprintf(&text, "your own process (pid %d)", pid);
    return made == -1 ? NULL : text;
}

static const char *object_name(const struct world *world, int id)
{
    const struct object *object = world_object(world, id);
    return object && object->name ? object->name : "the pipe";
}

char *cause_happened(const struct world *world, const struct cause *cause)
{
    char *victim = process_label(world, cause->victim), *text = NULL;
    const char *pipe = object_name(world, cause->object);
    int made = -1;
    struct wait wait;
    switch (cause->kind) {
    case CAUSE_OWN_WRITE_END:
    case CAUSE_HELD_WRITE_END:
    case CAUSE_LEAKED_END:
        made = asprintf(&text,
                        "%s waits for end-of-file on %s; nobody will "
                        "ever write to it again",
                        victim, pipe);
        break;
    case CAUSE_HELD_READ_END:
        made = asprintf(&text,
                        "%s waits for room in %s, which is full; its "
                        "reader has ended and nobody will ever read from it "
                        "again",
                        victim, pipe);
        break;
    case CAUSE_WAIT_BEFORE_READ:
    case CAUSE_BOTH_WRITE:
        made = asprintf(&text,
                        "%s waits for room in %s, which is full; "
                        "nobody reads from it",
                        victim, pipe);
        break;
    default:
        if (process_wait(world, cause->victim, &wait)) {
            char *waits = wait_text(world, &wait);
            made = asprintf(&text, "%s %s, for ever", victim, waits);
            free(waits);
        }
    }
    free(victim);
    return made == -1 ? NULL : text;
}

/* ", opened at pipes.c:57" or nothing. */
static char *at_place(const char *what, const struct place *place)
{
    char *text = NULL;
    int made = place->file ? asprintf(&text, ", %s at %s:%d", what, place->file,
                                      place->line)
                           : asprintf(&text, "%s", "");
    return made == -1 ? NULL : text;
}

static char *what_culprit_does(const struct world *world,
                               const struct cause *cause)
{
    struct wait wait;
    if (!process_wait(world, cause->culprit, &wait))
        return NULL;
    return wait_text(world, &wait);
}

char *cause_because(const struct world *world, const struct cause *cause)
{
    char *culprit = process_label(world, cause->culprit), *text = NULL;
    char *opened = at_place("opened", &cause->opened);
    char *stands = at_place("standing", &cause->stands);
    char *does = what_culprit_does(world, cause);
    const char *pipe = object_name(world, cause->object);
    int made = -1;
    switch (cause->kind) {
    case CAUSE_OWN_WRITE_END:
        made = asprintf(&text,
                        "that same process still holds the write end "
                        "of %s itself, as descriptor %d%s",
                        pipe, cause->fd, opened);
        break;
    case CAUSE_HELD_WRITE_END:
        made = asprintf(&text,
                        "%s still holds the write end as descriptor "
                        "%d%s, and itself %s",
                        culprit, cause->fd, opened, does);
        break;
    case CAUSE_LEAKED_END:
        made = asprintf(&text,
                        "the program %s was started with the write end "
                        "of %s as surplus descriptor %d%s",
                        culprit, pipe, cause->fd, opened);
        break;
    case CAUSE_HELD_READ_END:
        made = asprintf(&text,
                        "%s still holds a read end as descriptor %d%s, "
                        "so the writer gets no SIGPIPE",
                        culprit, cause->fd, opened);
        break;
    case CAUSE_WAIT_BEFORE_READ:
        made = asprintf(&text, "the one who could read, %s, %s%s", culprit,
                        does, stands);
        break;
    case CAUSE_BOTH_WRITE:
        made = asprintf(&text,
                        "%s, who is to read it, itself %s%s: both "
                        "write and nobody reads",
                        culprit, does, stands);
        break;
    case CAUSE_BOTH_READ:
        made = asprintf(&text,
                        "%s, who is to write, itself %s%s: each waits "
                        "for the other to speak",
                        culprit, does, stands);
        break;
    case CAUSE_LOST_LOCK:
        made = asprintf(&text,
                        "the lock it waits for was taken by a thread "
                        "that does not exist in this process: fork copies "
                        "only the thread that calls it%s",
                        stands);
        break;
    case CAUSE_NO_SIGNAL:
        made = asprintf(&text,
                        "no process of the run is left that would send "
                        "it a signal%s",
                        stands);
        break;
    default:
        made =
            asprintf(&text, "%s %s%s", culprit, does ? does : "waits", stands);
    }
    free(culprit);
    free(opened);
    free(stands);
    free(does);
    return made == -1 ? NULL : text;
}
