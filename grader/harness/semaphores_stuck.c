/* semaphores_stuck.c - who sleeps on which semaphore, and who could post it.
 *
 * Told with -v, in the order in which it happened:
 *
 *   ". sem_init(1) @8"    made, with 1 (else without the number)
 *   ". sem_wait @8"       gets it, or sleeps: then the log has him asleep
 *   ". sem_post @8"
 *
 * @8 is its place in the shared memory. A semaphore that begins with 1, and that
 * nobody posts who has not waited for it, is used as a mutex and has a holder.
 */
#include "harness/semaphores.h"

#include "harness/queues.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STORY_PIDS 32

struct told {
    int pid;
    char what;   /* 'i', 'I' (with 1), 'w' for sem_wait, 'p' for sem_post */
    long at;     /* -1: not in the shared memory */
    bool asleep; /* the wait in which it sleeps at the end */
    struct place place;
    size_t index; /* in the log */
};

struct story {
    struct told *list;
    int count;
    int pids[STORY_PIDS], pid_count; /* whoever told, in order of birth */
};

/* ---- reading ---- */

static bool read_told(const struct event *event, struct told *told)
{
    char text[PAYLOAD_SHOWN + 1] = "", name[32];
    const struct call_info *info = call_at(event->call);
    if (event->kind != EVENT_ENTER || !info || info->role != ROLE_WRITE ||
        event->payload_length < 3 || memcmp(event->payload, ". ", 2) != 0)
        return false;
    memcpy(text, event->payload, (size_t)event->payload_length);
    *told = (struct told){ .pid = event->pid, .at = -1, .place = event->place };
    if (sscanf(text, ". %31[^ \n] @%ld", name, &told->at) < 1)
        return false;
    told->what = strcmp(name, "sem_init(1)") == 0 ? 'I'
                 : strcmp(name, "sem_init") == 0  ? 'i'
                 : strcmp(name, "sem_wait") == 0  ? 'w'
                 : strcmp(name, "sem_post") == 0  ? 'p'
                                                  : 0;
    return told->what != 0;
}

/* Does it sleep on a semaphore at the end of the run? */
static bool sleeps(const struct run *run, int pid)
{
    struct log *log = trace_log(run->trace);
    bool asleep = false;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->pid != pid || event->kind == EVENT_SIGNALS)
            continue;
        asleep = event->kind == EVENT_ASLEEP && info &&
                 info->role == ROLE_FUTEX && queue_students(event);
    }
    return asleep;
}

static bool was_signalled(const struct run *run, int pid, size_t from,
                          size_t until)
{
    struct log *log = trace_log(run->trace);
    for (size_t i = from; i < until; i++)
        if (log_at(log, i)->kind == EVENT_SIGNAL && log_at(log, i)->pid == pid)
            return true;
    return false;
}

/* A wait that was interrupted, and is made again, has got nothing. */
static void drop_interrupted(const struct run *run, struct story *story,
                             const struct told *again)
{
    for (int i = story->count - 1; i >= 0; i--) {
        struct told *told = &story->list[i];
        if (told->pid != again->pid)
            continue;
        if (told->what == 'w' && again->what == 'w' && told->at == again->at &&
            was_signalled(run, told->pid, told->index, again->index))
            told->what = '-';
        return;
    }
}

static void note_sleeper(const struct run *run, struct story *story, int pid)
{
    for (int i = story->count - 1; i >= 0; i--) {
        struct told *told = &story->list[i];
        if (told->pid != pid || told->what != 'w')
            continue;
        told->asleep = sleeps(run, pid);
        return;
    }
}

/* All of it until the end of the run; the caller frees the list. */
static void read_story(const struct run *run, struct story *story)
{
    struct log *log = trace_log(run->trace);
    *story = (struct story){ 0 };
    story->list = calloc(run->event_count + 1, sizeof *story->list);
    if (!story->list)
        err(1, "calloc");
    for (size_t i = 0; i < run->event_count; i++) {
        struct told *told = &story->list[story->count];
        if (!read_told(log_at(log, i), told))
            continue;
        told->index = i;
        drop_interrupted(run, story, told);
        story->count++;
    }
    for (int who = 0; who <= run_child_count(run) && who < STORY_PIDS; who++) {
        story->pids[story->pid_count++] = semaphore_pid(run, who);
        note_sleeper(run, story, semaphore_pid(run, who));
    }
}

/* ---- who has what ---- */

static const struct told *sleep_of(const struct story *story, int pid)
{
    for (int i = 0; i < story->count; i++)
        if (story->list[i].pid == pid && story->list[i].asleep)
            return &story->list[i];
    return NULL;
}

/* How many more permits a process has got than given. */
static int balance(const struct story *story, int pid, long at)
{
    int permits = 0;
    for (int i = 0; i < story->count; i++) {
        const struct told *told = &story->list[i];
        if (told->pid == pid && told->at == at && !told->asleep)
            permits += (told->what == 'w') - (told->what == 'p');
    }
    return permits;
}

static bool is_mutex(const struct story *story, long at)
{
    bool begins_with_one = false;
    for (int i = 0; i < story->count; i++)
        begins_with_one |=
            story->list[i].at == at && story->list[i].what == 'I';
    for (int i = 0; i < story->pid_count; i++)
        if (balance(story, story->pids[i], at) < 0)
            return false;
    return begins_with_one;
}

/* The process that has this mutex, 0 if none has. */
static int holder_of(const struct story *story, long at)
{
    if (is_mutex(story, at))
        for (int i = 0; i < story->pid_count; i++)
            if (balance(story, story->pids[i], at) > 0)
                return story->pids[i];
    return 0;
}

/* ---- what went wrong ---- */

/* From sleeper to holder, again and again, until one comes a second time. */
static bool in_circle(const struct story *story, int pid)
{
    int at = pid;
    for (int steps = 0; steps <= story->pid_count; steps++) {
        const struct told *asleep = sleep_of(story, at);
        at = asleep ? holder_of(story, asleep->at) : 0;
        if (at == 0)
            return false;
        if (at == pid)
            return steps > 0; /* more than itself */
    }
    return false;
}

/* Has it a mutex for which another one sleeps? */
static bool keeps(const struct story *story, int pid)
{
    for (int i = 0; i < story->pid_count; i++) {
        const struct told *asleep = sleep_of(story, story->pids[i]);
        if (story->pids[i] != pid && asleep &&
            holder_of(story, asleep->at) == pid)
            return true;
    }
    return false;
}

/* Nobody has ever got it, and nobody has posted it. */
static bool is_untouched(const struct story *story, long at)
{
    for (int i = 0; i < story->count; i++) {
        const struct told *told = &story->list[i];
        if (told->at == at &&
            (told->what == 'p' || (told->what == 'w' && !told->asleep)))
            return false;
    }
    return true;
}

static struct place place_of_init(const struct story *story, long at)
{
    for (int i = 0; i < story->count; i++)
        if (story->list[i].at == at &&
            (story->list[i].what == 'i' || story->list[i].what == 'I'))
            return story->list[i].place;
    return NOWHERE;
}

/* The last post of a process, or if it made none the last thing that it did with
 * semaphores before it fell asleep: a post is missing behind that. */
static struct place last_use(const struct story *story, int pid)
{
    struct place place = NOWHERE;
    bool posts = false;
    for (int i = 0; i < story->count; i++) {
        const struct told *told = &story->list[i];
        if (told->pid != pid || told->asleep || (posts && told->what != 'p'))
            continue;
        place = told->place;
        posts |= told->what == 'p';
    }
    return place;
}

static bool has_waited(const struct story *story, int count, int pid, long at)
{
    for (int i = 0; i < count; i++)
        if (story->list[i].pid == pid && story->list[i].at == at &&
            story->list[i].what == 'w')
            return true;
    return false;
}

static int waits_of(const struct story *story, int pid)
{
    int waits = 0;
    for (int i = 0; i < story->count; i++)
        waits += story->list[i].pid == pid && story->list[i].what == 'w' &&
                 !has_waited(story, i, pid, story->list[i].at);
    return waits;
}

static struct standstill judge(const struct story *story,
                               const struct told *asleep)
{
    int pid = asleep->pid, holder = holder_of(story, asleep->at);
    struct standstill found = { .kind = STANDSTILL_OTHER,
                                .pid = pid,
                                .place = asleep->place,
                                .made = place_of_init(story, asleep->at),
                                .waits = waits_of(story, pid) };
    if (in_circle(story, pid)) {
        found.kind = STANDSTILL_CIRCLE;
    } else if (holder == pid || (holder && !sleep_of(story, holder))) {
        found.kind = STANDSTILL_NOT_POSTED;
        found.place = last_use(story, holder);
    } else if (keeps(story, pid)) {
        found.kind = STANDSTILL_KEEPS;
    } else if (is_untouched(story, asleep->at)) {
        found.kind = STANDSTILL_FROM_THE_START;
    }
    return found;
}

void standstill_find(const struct run *run, bool last_first,
                     struct standstill *found)
{
    struct place behind = NOWHERE, unused = NOWHERE;
    int fewest = 0;
    struct story story;
    read_story(run, &story);
    *found = (struct standstill){ .kind = STANDSTILL_OTHER };
    for (int i = 0; i < story.pid_count; i++) {
        int which = last_first ? story.pid_count - 1 - i : i;
        const struct told *asleep = sleep_of(&story, story.pids[which]);
        if (!asleep)
            continue;
        struct standstill one = judge(&story, asleep);
        if (fewest == 0 || one.waits < fewest) {
            fewest = one.waits;
            behind = asleep->place;
        }
        if (!unused.file && is_untouched(&story, asleep->at))
            unused = one.made;
        if (found->pid == 0 || one.kind < found->kind)
            *found = one;
    }
    found->behind = behind;
    found->unused = unused;
    free(story.list);
}

bool standstill_of(const struct run *run, int pid, struct standstill *found)
{
    struct story story;
    read_story(run, &story);
    const struct told *asleep = sleep_of(&story, pid);
    if (asleep)
        *found = judge(&story, asleep);
    free(story.list);
    return asleep;
}

struct place place_of_last_use(const struct run *run, int pid)
{
    struct story story;
    read_story(run, &story);
    struct place place = last_use(&story, pid);
    free(story.list);
    return place;
}

/* ---- before a mark ---- */

static size_t index_of_mark(const struct run *run, int who, const char *word,
                            int nth)
{
    struct log *log = trace_log(run->trace);
    char text[64];
    int length = snprintf(text, sizeof text, "%d %s\n", who, word);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && event->payload_length == length &&
            memcmp(event->payload, text, (size_t)length) == 0 && --nth == 0)
            return i;
    }
    return run->event_count;
}

static bool is_open(const struct story *story, long at, size_t mark)
{
    bool begins_with_one = false, posted = false;
    for (int i = 0; i < story->count; i++) {
        const struct told *told = &story->list[i];
        begins_with_one |= told->at == at && told->what == 'I';
        posted |= told->at == at && told->what == 'p' && told->index < mark;
    }
    return !posted || (begins_with_one && !is_mutex(story, at));
}

struct before use_before(const struct run *run, int who, const char *word,
                         int nth)
{
    size_t mark = index_of_mark(run, who, word, nth);
    struct before before = { 0 };
    int pid = semaphore_pid(run, who);
    struct story story;
    read_story(run, &story);
    for (int i = 0; i < story.count && story.list[i].index < mark; i++) {
        const struct told *told = &story.list[i];
        if (told->pid != pid)
            continue;
        before.waits +=
            told->what == 'w' && !has_waited(&story, i, pid, told->at);
        before.used = told->place;
        if (told->what != 'w')
            continue;
        if (!before.made_first.file)
            before.made_first = place_of_init(&story, told->at);
        before.made = place_of_init(&story, told->at);
        before.open = is_open(&story, told->at, mark);
    }
    free(story.list);
    return before;
}
