/* cause_chain.c - causes of all kinds but byte streams, as told to a person. */
#include "observe/cause_blame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is wrong in each; who waits for whom stands before it. */
static const char *const rules[CAUSE_KINDS] = {
    [CAUSE_CROSSED_OPENS] =
        "to open a FIFO waits until its other end is opened too, and each "
        "opens first what the other opens second",
    [CAUSE_NO_PARTNER] =
        "nobody of the run is left who would be the other side",
    [CAUSE_BOTH_FULL] = "each sends to a full queue, and neither receives",
    [CAUSE_NO_MESSAGE] = "nobody is left who would send a message that fits",
    [CAUSE_LOCK_ORDER] =
        "each has taken what the other takes next: take them in the same order "
        "everywhere",
    [CAUSE_LOCK_KEPT] =
        "the lock is kept while its owner sleeps, and whoever could wake the "
        "owner needs that lock first",
    [CAUSE_SELF_LOCK] = "it has locked that already, and waits for itself",
    [CAUSE_DEAD_OWNER] =
        "the owner of the lock has ended without unlocking it; only a robust "
        "mutex tells of that (EOWNERDEAD), and only SEM_UNDO gives a System V "
        "semaphore back",
    [CAUSE_OWN_COPY] =
        "each process has a copy of its own: it must lie in shared memory and "
        "be made for sharing between processes (pshared)",
    [CAUSE_NO_POST] = "nobody is left who would post it",
    [CAUSE_NO_WAKE] =
        "nobody is left who would wake it: a wake-up that comes before the "
        "wait is lost, unless what it announces is kept and looked at under "
        "the lock",
    [CAUSE_LOST_WAKEUP] =
        "the signal came before the wait for it, and signals that were handled "
        "are not kept: block it, then wait with sigsuspend or sigwait",
};

/* The same kind means something else with these objects. Words of one kind are
 * told apart by their label, with which their name begins (word.h). */
static const struct {
    enum cause_kind cause;
    enum wait_kind wait;
    enum object_kind object;
    const char *label, *rule;
} special[] = {
    { CAUSE_NO_WAKE, WAIT_NOTICE, OBJECT_TIMERFD, "",
      "it is not armed, and nobody is left who would arm it" },
    { CAUSE_NO_WAKE, WAIT_NOTICE, OBJECT_FUTEX, "barrier",
      "a barrier opens when as many have come as it was made for, and nobody "
      "is left who would still come" },
    { CAUSE_NO_WAKE, WAIT_NOTICE, OBJECT_FUTEX, "rwlock",
      "whoever has it will not unlock it: they sleep, or have ended" },
    { CAUSE_NO_POST, WAIT_COUNT, OBJECT_EVENTFD, "",
      "it is 0, and nobody is left who would write to it" },
    { CAUSE_CIRCLE, WAIT_ROOM, OBJECT_EVENTFD, "",
      "nobody is left who would read from it" },
    { CAUSE_CIRCLE, WAIT_SPACE, OBJECT_QUEUE, "",
      "nobody is left who would receive from it" },
    { CAUSE_CIRCLE, WAIT_SPACE, OBJECT_MSGQ, "",
      "nobody is left who would receive from it" },
    { CAUSE_CIRCLE, WAIT_THREAD, OBJECT_NONE, "",
      "that thread sleeps too, and nobody is left who would wake it" },
};

static const char *rule_of(const struct world *world, const struct cause *cause)
{
    struct wait wait;
    if (!cause_wait(world, cause->victim, &wait))
        return rules[cause->kind];
    const struct object *object = world_object(world, wait.object);
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (special[i].cause == cause->kind && special[i].wait == wait.kind &&
            special[i].object == (object ? object->kind : OBJECT_NONE) &&
            strncmp(object && object->name ? object->name : "",
                    special[i].label, strlen(special[i].label)) == 0)
            return special[i].rule;
    return rules[cause->kind];
}

/* ---- the circle ---- */

/* "your child process (pid 4) ... waits in sem_wait() ... (pc.c:12)" */
static void print_link(FILE *out, const struct world *world,
                       const struct link *link, const char *between)
{
    struct wait wait;
    const struct process *process = world_process(world, link->pid);
    const struct thread *thread =
        process ? world_thread(process, link->tid) : NULL;
    char *who = process_label(world, link->pid);
    char *what = cause_wait_of(world, link, &wait) ? wait_text(world, &wait)
                                                   : strdup("runs");
    (void)fprintf(out, "%s", who);
    if (process && process->thread_count > 1)
        (void)fprintf(out, ", thread %d", link->tid);
    (void)fprintf(out, "%s%s", between, what);
    if (thread && thread->place.file)
        (void)fprintf(out, " (%s:%d)", thread->place.file, thread->place.line);
    free(who);
    free(what);
}

char *cause_chain(const struct world *world, const struct cause *cause)
{
    char *text = NULL;
    size_t size;
    FILE *out = cause->circle_count > 1 ? open_memstream(&text, &size) : NULL;
    if (!out)
        return NULL;
    for (int i = 0; i < cause->circle_count; i++) {
        (void)fputs(i ? "; " : "", out);
        print_link(out, world, &cause->circle[i],
                   i ? " could end that, but " : " ");
    }
    char *first = process_label(world, cause->circle[0].pid);
    (void)fprintf(out, "; %s could end that", first);
    free(first);
    return fclose(out) == 0 ? text : NULL;
}

static int victim_in_circle(const struct cause *cause)
{
    for (int i = 0; i < cause->circle_count; i++)
        if (cause->circle[i].pid == cause->victim)
            return i;
    return 0;
}

/* What the victim does has been said: the others, beginning behind it. */
static void print_others(FILE *out, const struct world *world,
                         const struct cause *cause)
{
    int count = cause->circle_count, first = victim_in_circle(cause);
    for (int i = 1; i < count; i++) {
        (void)fputs(i > 1 ? "; " : "", out);
        print_link(out, world, &cause->circle[(first + i) % count],
                   i > 1 ? ", who could end that, itself "
                         : ", who could end it, itself ");
    }
    (void)fprintf(out, ", until process %d goes on. ", cause->victim);
}

char *cause_because_other(const struct world *world, const struct cause *cause)
{
    char *text = NULL;
    size_t size;
    const char *rule = rule_of(world, cause);
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    bool circle = cause->circle_count > 1;
    if (circle)
        print_others(out, world, cause);
    if (!rule)
        rule = circle ? "each waits for the next, and nobody is first"
                      : "nobody is left who could end that";
    (void)fprintf(out, "%c%s", circle ? rule[0] - 'a' + 'A' : rule[0],
                  rule + 1);
    return fclose(out) == 0 ? text : NULL;
}
