/* page_object.c - all about one queue, set, lock, memory or socket. */
#include "tui/page_object.h"

#include "observe/calls.h"
#include "observe/waits.h"
#include "tui/words.h"
#include "tui/words_object.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGES_SHOWN 12
#define BYTES_A_LINE 16

static void print_line(FILE *out, const char *label, char *text)
{
    (void)fprintf(out, "  %-12s %s\n", label, text);
    free(text);
}

/* ---- who made it, what it is ---- */

static void print_origin(FILE *out, const struct object *object)
{
    char *place = words_place(&object->created_at);
    if (object->before)
        (void)fputs("  was there before the run began\n", out);
    else if (object->created_by)
        (void)fprintf(out, "  first seen with process %d%s\n",
                      object->created_by, place);
    free(place);
    if (object->outside)
        (void)fputs("  somebody outside the run may use it as well\n", out);
}

static void print_identity(FILE *out, const struct world *world,
                           const struct object *object)
{
    bool sysv = object->kind == OBJECT_MSGQ || object->kind == OBJECT_SEMSET ||
                object->kind == OBJECT_SEGMENT;
    const struct object *parent = world_object(world, object->parent);
    if (parent && parent->name) {
        char *name = words_escape(parent->name, strlen(parent->name));
        print_line(
            out, "lies in",
            words_format("%s, from byte %" PRIu64, name, object->offset));
        free(name);
    } else if (object->inode) {
        print_line(out, sysv ? "id" : "inode",
                   words_format("%" PRIu64, object->inode));
    }
    page_facts(out, object);
    if (object->moved_in || object->moved_out)
        print_line(out, "so far",
                   words_format("%" PRId64 " bytes written, %" PRId64 " read",
                                object->moved_in, object->moved_out));
}

/* ---- what is in it ---- */

static void print_messages(FILE *out, const struct object *object)
{
    bool typed = object->kind == OBJECT_MSGQ;
    if (object->message_count == 0)
        return;
    (void)fprintf(out, "\n  messages, the next to come out first%s\n",
                  object->unsure ? " (some came or went unseen)" : "");
    for (int i = 0; i < object->message_count && i < MESSAGES_SHOWN; i++)
        (void)fprintf(out, "    %s %" PRId64 ", %" PRId64 " bytes, from %d\n",
                      typed ? "type" : "priority", object->messages[i].type,
                      object->messages[i].length, object->messages[i].sender);
    if (object->message_count > MESSAGES_SHOWN)
        (void)fprintf(out, "    and %d more\n",
                      object->message_count - MESSAGES_SHOWN);
}

static void print_uses(FILE *out, const struct object *object)
{
    bool set = object->kind == OBJECT_SEMSET;
    const char *heading = "\n  who has used it\n";
    for (int i = 0; i < object->use_count; i++) {
        const struct use *use = &object->uses[i];
        if (!use->given && !use->taken && !use->undo)
            continue;
        (void)fputs(heading, out);
        heading = "";
        if (set)
            (void)fprintf(out,
                          "    %d added %" PRId64 " to semaphore %d and took "
                          "%" PRId64,
                          use->pid, use->given, use->part, use->taken);
        else
            (void)fprintf(out, "    %d sent %" PRId64 ", received %" PRId64,
                          use->pid, use->given, use->taken);
        if (use->undo)
            (void)fprintf(out, "; %+" PRId64 " when it ends (SEM_UNDO)",
                          use->undo);
        (void)fputc('\n', out);
    }
}

/* ---- who has it ---- */

static void print_mapping(FILE *out, const struct process *process,
                          const struct mapping *mapping)
{
    static const char *const ways[] = { "not to be touched", "to read",
                                        "to write", "to read and write" };
    (void)fprintf(out,
                  "    %d at %#" PRIx64 ", %" PRIu64 " bytes from byte "
                  "%" PRIu64 ", %s\n",
                  process->pid, mapping->address, mapping->length,
                  mapping->offset,
                  ways[mapping->access & (ACCESS_READ | ACCESS_WRITE)]);
}

static void print_owners(FILE *out, const struct world *world, int id)
{
    const char *heading = "\n  who has it\n";
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (!process_alive(process))
            continue;
        for (int fd = 0; fd < process->descriptor_limit; fd++) {
            const struct descriptor *known = &process->descriptors[fd];
            if (known->object != id)
                continue;
            char *place = words_place(&known->opened_at);
            (void)fprintf(out, "%s    %d as descriptor %d%s%s\n", heading,
                          process->pid, fd, *place ? ", made" : "", place);
            heading = "";
            free(place);
        }
        for (int m = 0; m < process->mapping_count; m++)
            if (process->mappings[m].object == id) {
                (void)fputs(heading, out);
                heading = "";
                print_mapping(out, process, &process->mappings[m]);
            }
    }
}

/* ---- who waits ---- */

static void print_waiter(FILE *out, const struct world *world,
                         const struct process *process,
                         const struct thread *thread)
{
    char *state = words_state(world, process, thread);
    char *place = words_place(&thread->place);
    (void)fprintf(out, "    %d %s%s, since event %" PRIu64 "\n", thread->tid,
                  state, place, thread->since);
    free(state);
    free(place);
    struct wait wait;
    if (!wait_of(world, process, thread, &wait))
        return;
    (void)fputs("      could be woken by", out);
    for (int i = 0; i < wait.waker_count; i++) {
        char *role = words_role(world, wait.wakers[i].pid);
        (void)fprintf(out, "%s %s %d", i ? "," : "", role, wait.wakers[i].pid);
        free(role);
    }
    (void)fprintf(
        out, "%s%s%s\n",
        wait.waker_count == 0 && !wait.finite && !wait.outside ? " nobody" : "",
        wait.outside ? " somebody outside" : "",
        wait.finite ? " the end of its time" : "");
}

static void print_waiters(FILE *out, const struct world *world, int id)
{
    const char *heading = "\n  who waits at it\n";
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; process_alive(process) && t < process->thread_count;
             t++) {
            if (!words_waits_at(world, process, &process->threads[t], id))
                continue;
            (void)fputs(heading, out);
            heading = "";
            print_waiter(out, world, process, &process->threads[t]);
        }
    }
}

/* ---- bytes ---- */

static void print_byte_line(FILE *out, const struct memory_view *view,
                            size_t at, uint64_t newest_us)
{
    char text[BYTES_A_LINE + 1] = "";
    (void)fprintf(out, "    %6" PRIu64 " ", view->offset + at);
    for (size_t i = 0; i < BYTES_A_LINE && at + i < view->length; i++) {
        const struct memory_byte *byte = &view->bytes[at + i];
        bool fresh = byte->changes > 0 && byte->changed_us == newest_us;
        if (byte->known)
            (void)fprintf(out, "%c%02x", fresh ? '*' : ' ', byte->value);
        else
            (void)fputs("  ?", out);
        text[i] = '.';
        if (byte->known && byte->value >= ' ' && byte->value <= '~')
            text[i] = (char)byte->value;
    }
    (void)fprintf(out, "  %s\n", text);
}

/* Lines of nothing but zeros that never changed are left out. */
static bool is_empty_line(const struct memory_view *view, size_t at)
{
    for (size_t i = at; i < at + BYTES_A_LINE && i < view->length; i++)
        if (!view->bytes[i].known || view->bytes[i].value ||
            view->bytes[i].changes)
            return false;
    return true;
}

static void print_bytes(FILE *out, const struct memory_view *view)
{
    uint64_t newest_us = 0;
    bool left_out = false;
    for (size_t i = 0; i < view->length; i++)
        if (view->bytes[i].changes > 0 && view->bytes[i].changed_us > newest_us)
            newest_us = view->bytes[i].changed_us;
    (void)fputs("\n  its bytes now (* changed last)\n", out);
    for (size_t at = 0; at < view->length; at += BYTES_A_LINE) {
        if (!is_empty_line(view, at))
            print_byte_line(out, view, at, newest_us);
        else if (!left_out)
            (void)fputs("           zeros are left out\n", out);
        left_out |= is_empty_line(view, at);
    }
}

void page_object(FILE *out, const struct world *world, int id,
                 const struct memory_view *bytes)
{
    const struct object *object = world_object(world, id);
    const struct object *peer = world_object(world, object->peer);
    char *name = words_end(world, id, 0);
    (void)fprintf(out, "%s (%s)\n\n", name, words_object_kind(object));
    free(name);
    print_line(out, "now", words_object_state(world, object));
    if (peer) {
        char *other = words_end(world, peer->id, 0);
        print_line(out, "joined to", other);
    }
    print_identity(out, world, object);
    print_origin(out, object);
    print_messages(out, object);
    print_uses(out, object);
    print_waiters(out, world, id);
    print_owners(out, world, id);
    if (bytes)
        print_bytes(out, bytes);
    else if (object->kind == OBJECT_MEMORY || object->kind == OBJECT_SEGMENT)
        (void)fputs(
            "\n  its bytes can be seen only live, at the newest event\n", out);
}
