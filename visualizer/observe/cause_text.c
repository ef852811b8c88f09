/* cause_text.c - a cause, as told to a person. */
#include "observe/cause_blame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        made = asprintf(
            &text, "your child process (pid %d, forked at %s:%d%s%s)", pid,
            process->forked_at.file, process->forked_at.line,
            process->forked_at.function ? " in " : "",
            process->forked_at.function ? process->forked_at.function : "");
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
        if (cause_wait(world, cause->victim, &wait)) {
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
    if (!cause_wait(world, cause->culprit, &wait))
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
        made =
            asprintf(&text, "the lock it waits for was taken by a thread "
                            "that does not exist in this process: fork copies "
                            "only the thread that calls it");
        break;
    case CAUSE_NO_SIGNAL:
        made = asprintf(&text, "no process of the run is left that would send "
                               "it a signal");
        break;
    default: text = cause_because_other(world, cause); made = text ? 0 : -1;
    }
    free(culprit);
    free(opened);
    free(stands);
    free(does);
    return made == -1 ? NULL : text;
}
