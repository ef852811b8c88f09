/* page.c - help, one process, one pipe: in full and in words. */
#include "tui/page.h"

#include "observe/waits.h"
#include "tui/keys.h"
#include "tui/page_object.h"
#include "tui/words.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_help(FILE *out)
{
    (void)fputs("The keys\n\n", out);
    for (int i = 0; i < keys_count(); i++)
        (void)fprintf(out, "  %-16s %s\n", keys_at(i)->keys, keys_at(i)->help);
    (void)fputs(
        "\nHow to read the screen\n\n"
        "  A pipe is a queue of bytes: what is written at the write end (w) "
        "waits\n"
        "  there until it is read at the read end (r). 4711:3 is descriptor 3 "
        "of\n"
        "  process 4711. A reader gets end-of-file when nobody holds the write "
        "end\n"
        "  any more; a writer gets SIGPIPE when nobody holds the read end.\n"
        "  Of queues, semaphores, locks and memory a row says what is in them, "
        "who\n"
        "  waits (threads) and who has them (processes); Enter says more, of "
        "memory\n"
        "  also the bytes.\n"
        "  A zombie has ended, and its parent has not yet asked how.\n"
        "  STUCK is proven, not guessed: all sleep, and nothing can wake any.\n"
        "  A mark behind the name: it is in the circle of waiting.\n"
        "  While the view is paused, the program stands still at its next "
        "call.\n",
        out);
}

static void print_escaped(FILE *out, const char *label, const char *text)
{
    char *escaped = words_escape(text ? text : "?", text ? strlen(text) : 1);
    (void)fprintf(out, "  %-12s %s\n", label, escaped);
    free(escaped);
}

static void print_wakers(FILE *out, const struct world *world,
                         const struct wait *wait)
{
    for (int i = 0; i < wait->waker_count; i++) {
        char *role = words_role(world, wait->wakers[i].pid);
        (void)fprintf(out, "  %-12s %s %d", i ? "" : "could wake it", role,
                      wait->wakers[i].pid);
        if (wait->wakers[i].fd >= 0)
            (void)fprintf(out, ", with its descriptor %d", wait->wakers[i].fd);
        (void)fputs(wait->wakers[i].pid == wait->pid ? " (itself!)\n" : "\n",
                    out);
        free(role);
    }
    if (wait->finite)
        (void)fputs("               it wakes up by itself after a time\n", out);
    if (wait->outside)
        (void)fputs("               somebody outside the run may wake it\n",
                    out);
    if (wait->waker_count == 0 && !wait->finite && !wait->outside)
        (void)fputs("  could wake it  nobody\n", out);
}

static void print_threads(FILE *out, const struct world *world,
                          const struct process *process)
{
    for (int t = 0; t < process->thread_count; t++) {
        const struct thread *thread = &process->threads[t];
        char *state = words_state(world, process, thread);
        char *place = words_place(&thread->place);
        struct wait wait;
        (void)fprintf(out, "  %-12s %s%s\n", t ? "thread" : "now", state,
                      thread->call >= 0 ? place : "");
        if (wait_of(world, process, thread, &wait))
            print_wakers(out, world, &wait);
        free(state);
        free(place);
    }
}

static void print_descriptors(FILE *out, const struct world *world,
                              const struct process *process)
{
    (void)fputs("\n  descriptors\n", out);
    for (int fd = 0; fd < process->descriptor_limit; fd++) {
        struct descriptor *known = world_descriptor(process, fd);
        if (!known)
            continue;
        char *end = words_end(world, known->object, known->access);
        char *place = words_place(&known->opened_at);
        (void)fprintf(out, "  %5d  %s%s%s", fd, end,
                      known->access & ACCESS_CLOEXEC ? ", close-on-exec" : "",
                      known->access & ACCESS_NONBLOCK ? ", non-blocking" : "");
        if (*place)
            (void)fprintf(out, ", made%s", place);
        if (known->opened_by != process->pid)
            (void)fprintf(out, ", from %d", known->opened_by);
        (void)fputc('\n', out);
        free(end);
        free(place);
    }
}

/* ---- signals, clocks, memory ---- */

static void print_set(FILE *out, const char *label, uint64_t set)
{
    if (!set)
        return;
    (void)fprintf(out, "    %-12s", label);
    for (int number = 1; number <= 64; number++)
        if (set >> (number - 1) & 1)
            (void)fprintf(out, " SIG%s", words_signal(number));
    (void)fputc('\n', out);
}

/* A signal for the process is taken by any thread that does not block it; one
 * for a thread (pthread_kill) waits for that one. */
static void print_signals_of_thread(FILE *out, const struct process *process,
                                    const struct thread *thread)
{
    bool alone = process->thread_count == 1;
    char *label = alone ? words_format("blocked")
                        : words_format("%d blocks", thread->tid);
    print_set(out, label, thread->blocked);
    free(label);
    label = words_format("for %d", thread->tid);
    print_set(out, label, thread->pending);
    free(label);
}

static void print_signals(FILE *out, const struct process *process)
{
    uint64_t any = process->pending | process->caught | process->ignored;
    for (int t = 0; t < process->thread_count; t++)
        any |= process->threads[t].blocked | process->threads[t].pending;
    if (!any)
        return;
    (void)fputs("\n  signals\n", out);
    print_set(out, "handled", process->caught);
    print_set(out, "ignored", process->ignored);
    print_set(out, "pending", process->pending);
    for (int t = 0; t < process->thread_count; t++)
        print_signals_of_thread(out, process, &process->threads[t]);
    for (int i = 0; i < process->count_count; i++) {
        int number = process->counts[i].signal;
        int queued = process_queued(process, number);
        int merged = process_merged(process, number);
        if (queued > 1)
            (void)fprintf(out, "    SIG%s waits in the queue %d times\n",
                          words_signal(number), queued);
        if (merged > 0)
            (void)fprintf(out,
                          "    SIG%s: %d more were sent and are lost, merged "
                          "with the one that is pending\n",
                          words_signal(number), merged);
    }
}

static void print_clocks(FILE *out, const struct process *process)
{
    for (int i = 0; i < process->clock_count; i++) {
        const struct alarm_clock *clock = &process->clocks[i];
        if (clock->timer == TIMER_NONE)
            continue;
        (void)fprintf(out, "  %-12s will send SIG%s%s\n",
                      clock->id ? "POSIX timer" : "alarm",
                      clock->signal ? words_signal(clock->signal) : "?",
                      clock->timer == TIMER_AGAIN ? ", again and again" : "");
    }
}

static void print_mappings(FILE *out, const struct world *world,
                           const struct process *process)
{
    static const char *const ways[] = { "no access", "read", "write",
                                        "read and write" };
    if (process->mapping_count > 0)
        (void)fputs("\n  shared memory\n", out);
    for (int i = 0; i < process->mapping_count; i++) {
        const struct mapping *mapping = &process->mappings[i];
        char *name = words_end(world, mapping->object, 0);
        (void)fprintf(out, "    %#" PRIx64 "  %s, %" PRIu64 " bytes, %s\n",
                      mapping->address, name, mapping->length,
                      ways[mapping->access & (ACCESS_READ | ACCESS_WRITE)]);
        free(name);
    }
}

static void print_process(FILE *out, const struct world *world, int pid)
{
    const struct process *process = world_process(world, pid);
    if (!process) {
        (void)fprintf(out, "Process %d\n\n  It does not exist yet.\n", pid);
        return;
    }
    (void)fprintf(out, "Process %d\n\n", pid);
    print_escaped(out, "command", process->command);
    char *role = words_role(world, process->parent);
    if (world_process(world, process->parent))
        (void)fprintf(out, "  %-12s %s %d\n", "parent", role, process->parent);
    free(role);
    char *place = words_place(&process->forked_at);
    if (*place)
        (void)fprintf(out, "  %-12s%s\n", "forked", place);
    free(place);
    if (!process_alive(process)) {
        char *state = words_state(world, process, NULL);
        (void)fprintf(out, "  %-12s %s%s\n", "now", state,
                      process->state == PROCESS_ZOMBIE
                          ? ": its parent has not collected it"
                          : "");
        free(state);
        return;
    }
    print_threads(out, world, process);
    print_signals(out, process);
    print_clocks(out, process);
    print_descriptors(out, world, process);
    print_mappings(out, world, process);
}

static void print_holders(FILE *out, const struct world *world, int object,
                          int access, const char *label)
{
    int held = 0;
    (void)fprintf(out, "\n  %s\n", label);
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int fd = 0;
             process_alive(process) && fd < process->descriptor_limit; fd++) {
            const struct descriptor *known = &process->descriptors[fd];
            if (known->object != object || !(known->access & access))
                continue;
            char *role = words_role(world, process->pid);
            char *place = words_place(&known->opened_at);
            (void)fprintf(out, "    %s %d, descriptor %d%s%s\n", role,
                          process->pid, fd, *place ? ", made" : "", place);
            free(role);
            free(place);
            held++;
        }
    }
    if (held == 0)
        (void)fputs("    nobody in this run\n", out);
}

static void print_object_page(FILE *out, const struct world *world, int id,
                              const struct memory_view *bytes)
{
    const struct object *object = world_object(world, id);
    if (!object) {
        (void)fputs("An object\n\n  It does not exist yet.\n", out);
        return;
    }
    if (object->kind != OBJECT_PIPE && object->kind != OBJECT_FIFO) {
        page_object(out, world, id, bytes);
        return;
    }
    char *name = words_end(world, id, 0);
    char *place = words_place(&object->created_at);
    (void)fprintf(out, "%s\n\n", name);
    if (object->before)
        (void)fputs("  was there before the run began\n", out);
    else
        (void)fprintf(out, "  made by process %d%s\n", object->created_by,
                      place);
    if (object->capacity > 0)
        (void)fprintf(out,
                      "  holds %" PRId64 " of %" PRId64 " bytes; a writer "
                      "sleeps when it is full,\n  a reader when it is empty\n",
                      object->fill, object->capacity);
    (void)fprintf(out, "  %" PRId64 " bytes written so far, %" PRId64 " read\n",
                  object->moved_in, object->moved_out);
    if (object->outside)
        (void)fputs("  somebody outside the run may hold it as well\n", out);
    print_holders(out, world, id, ACCESS_WRITE,
                  "who holds the write end (no end-of-file while one does)");
    print_holders(out, world, id, ACCESS_READ,
                  "who holds the read end (SIGPIPE for writers if nobody)");
    free(name);
    free(place);
}

char *page_text(enum page_kind kind, int subject, const struct world *world,
                const struct memory_view *bytes)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        err(1, "open_memstream");
    if (kind == PAGE_HELP)
        print_help(out);
    if (kind == PAGE_PROCESS)
        print_process(out, world, subject);
    if (kind == PAGE_OBJECT)
        print_object_page(out, world, subject, bytes);
    if (fclose(out) != 0)
        err(1, "fclose");
    return text;
}
