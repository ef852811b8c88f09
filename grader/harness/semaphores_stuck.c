/* semaphores_stuck.c - who sleeps on which semaphore, and who could post it. */
#include "harness/semaphores_told.h"

#include <stdio.h>
#include <string.h>

/* ---- what went wrong ---- */

/* From sleeper to holder, again and again, until one comes a second time. */
static bool in_circle(const struct story *story, int pid)
{
    int at = pid;
    for (int steps = 0; steps <= story->pid_count; steps++) {
        const struct told *asleep = story_sleep(story, at);
        at = asleep ? story_holder(story, asleep->at) : 0;
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
        const struct told *asleep = story_sleep(story, story->pids[i]);
        if (story->pids[i] != pid && asleep &&
            story_holder(story, asleep->at) == pid)
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
    int pid = asleep->pid, holder = story_holder(story, asleep->at);
    struct standstill found = { .kind = STANDSTILL_OTHER,
                                .pid = pid,
                                .place = asleep->place,
                                .made = place_of_init(story, asleep->at),
                                .waits = waits_of(story, pid) };
    if (in_circle(story, pid)) {
        found.kind = STANDSTILL_CIRCLE;
    } else if (holder == pid || (holder && !story_sleep(story, holder))) {
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
    story_read(run, &story);
    *found = (struct standstill){ .kind = STANDSTILL_OTHER };
    for (int i = 0; i < story.pid_count; i++) {
        int which = last_first ? story.pid_count - 1 - i : i;
        const struct told *asleep = story_sleep(&story, story.pids[which]);
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
    story_clear(&story);
}

bool standstill_of(const struct run *run, int pid, struct standstill *found)
{
    struct story story;
    story_read(run, &story);
    const struct told *asleep = story_sleep(&story, pid);
    if (asleep)
        *found = judge(&story, asleep);
    story_clear(&story);
    return asleep;
}

struct place place_of_last_use(const struct run *run, int pid)
{
    struct story story;
    story_read(run, &story);
    struct place place = last_use(&story, pid);
    story_clear(&story);
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
    return !posted || (begins_with_one && !story_is_mutex(story, at));
}

struct before use_before(const struct run *run, int who, const char *word,
                         int nth)
{
    size_t mark = index_of_mark(run, who, word, nth);
    struct before before = { 0 };
    int pid = semaphore_pid(run, who);
    struct story story;
    story_read(run, &story);
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
    story_clear(&story);
    return before;
}
