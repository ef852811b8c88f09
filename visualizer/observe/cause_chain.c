/* cause_chain.c - causes of all kinds but byte streams, as told to a person. */
#include "observe/cause_blame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is wrong in each; the chain of who waits for whom stands before it. */
static const char *const rules[CAUSE_KINDS] = {
    [CAUSE_CROSSED_OPENS] = "to open a FIFO waits until its other end is "
                            "opened too, and each opens "
                            "first what the other opens second",
    [CAUSE_NO_PARTNER] =
        "nobody of the run is left who would be the other side",
    [CAUSE_BOTH_FULL] = "each sends to a full queue, and neither receives",
    [CAUSE_NO_MESSAGE] =
        "everybody waits for a message, and nobody is left to send one",
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
    [CAUSE_OWN_COPY] = "each process has a copy of its own: it must lie in "
                       "shared memory and be "
                       "made for sharing between processes (pshared)",
    [CAUSE_NO_POST] = "nobody is left who would post it",
    [CAUSE_NO_WAKE] = "nobody is left who would wake it: a wake-up that comes "
                      "before the wait "
                      "is lost, unless what it announces is kept and looked at "
                      "under the lock",
    [CAUSE_LOST_WAKEUP] =
        "the signal came before the wait for it, and signals that were handled "
        "are not kept: block it, then wait with sigsuspend or sigwait",
};

/* "main.c:12", or what is known instead. */
static void print_link(FILE *out, const struct world *world,
                       const struct link *link, bool first)
{
    struct wait wait;
    const struct process *process = world_process(world, link->pid);
    const struct thread *thread =
        process ? world_thread(process, link->tid) : NULL;
    char *who = process_label(world, link->pid);
    char *what = cause_wait_of(world, link, &wait) ? wait_text(world, &wait)
                                                   : strdup("runs");
    (void)fprintf(out, first ? "%s %s" : "; %s could end that, but %s", who,
                  what);
    if (process && process->thread_count > 1)
        (void)fprintf(out, " in thread %d", link->tid);
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
    for (int i = 0; i < cause->circle_count; i++)
        print_link(out, world, &cause->circle[i], i == 0);
    char *first = process_label(world, cause->circle[0].pid);
    (void)fprintf(out, "; %s could end that", first);
    free(first);
    return fclose(out) == 0 ? text : NULL;
}

/* One who waits alone, and where. */
static char *alone(const struct world *world, const struct cause *cause)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    struct link link = cause->circle_count > 0
                           ? cause->circle[0]
                           : (struct link){ cause->victim, cause->victim, 0 };
    print_link(out, world, &link, true);
    return fclose(out) == 0 ? text : NULL;
}

char *cause_because_other(const struct world *world, const struct cause *cause)
{
    char *chain = cause_chain(world, cause), *text = NULL;
    if (!chain)
        chain = alone(world, cause);
    const char *rule = rules[cause->kind];
    int made =
        chain ? asprintf(&text, rule ? "%s. %c%s" : "%s", chain,
                         rule ? rule[0] - 'a' + 'A' : ' ', rule ? rule + 1 : "")
              : -1;
    free(chain);
    return made == -1 ? NULL : text;
}
