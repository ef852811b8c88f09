/* semaphores_told.c - reads the story of a run's semaphores. */
#include "harness/semaphores_told.h"

#include "harness/queues.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void story_read(const struct run *run, struct story *story)
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

void story_clear(struct story *story)
{
    free(story->list);
    *story = (struct story){ 0 };
}

/* ---- who has what ---- */

const struct told *story_sleep(const struct story *story, int pid)
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

bool story_is_mutex(const struct story *story, long at)
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
int story_holder(const struct story *story, long at)
{
    if (story_is_mutex(story, at))
        for (int i = 0; i < story->pid_count; i++)
            if (balance(story, story->pids[i], at) > 0)
                return story->pids[i];
    return 0;
}
