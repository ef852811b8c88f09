/* words.c - names, states and escaped bytes in words. */
#include "tui/words.h"

#include "observe/calls.h"
#include "observe/waits.h"

#include <ctype.h>
#include <err.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

char *words_format(const char *format, ...)
{
    va_list list;
    char *text;
    va_start(list, format);
    if (vasprintf(&text, format, list) == -1)
        err(1, "vasprintf");
    va_end(list);
    return text;
}

static size_t escape_byte(char *to, unsigned char byte)
{
    static const char plain[] = "\n\t\r\\\"", letters[] = "ntr\\\"";
    const char *found = byte ? strchr(plain, byte) : NULL;
    if (found) {
        to[0] = '\\';
        to[1] = letters[found - plain];
        return 2;
    }
    if (byte < 0x80 && isprint(byte)) {
        to[0] = (char)byte;
        return 1;
    }
    return (size_t)sprintf(to, "\\x%02x", byte);
}

char *words_escape(const char *bytes, size_t length)
{
    char *text = malloc(4 * length + 1);
    size_t used = 0;
    if (!text)
        err(1, "malloc");
    for (size_t i = 0; i < length; i++)
        used += escape_byte(text + used, (unsigned char)bytes[i]);
    text[used] = '\0';
    return text;
}

char *words_own(char *text)
{
    if (!text)
        err(1, "no text");
    char *escaped = words_escape(text, strlen(text));
    free(text);
    return escaped;
}

char *words_role(const struct world *world, int pid)
{
    const struct process *process = world_process(world, pid);
    const char *role = process && process->role ? process->role : "?";
    return words_escape(role, strlen(role));
}

const char *words_signal(int number)
{
    static char real_time[16];
    const char *name = sigabbrev_np(number);
    if (name)
        return name;
    if (number < SIGRTMIN || number > SIGRTMAX)
        return "?";
    (void)snprintf(real_time, sizeof real_time,
                   number > SIGRTMIN ? "RTMIN+%d" : "RTMIN", number - SIGRTMIN);
    return real_time;
}

char *words_status(int wait_status)
{
    if (wait_status == STATUS_UNKNOWN)
        return words_format("nobody saw how");
    if (WIFEXITED(wait_status))
        return words_format("exit %d", WEXITSTATUS(wait_status));
    if (WIFSIGNALED(wait_status))
        return words_format("killed by SIG%s",
                            words_signal(WTERMSIG(wait_status)));
    return words_format("status %d", wait_status);
}

static const char *end_name(int access)
{
    int way = access & (ACCESS_READ | ACCESS_WRITE);
    return way == ACCESS_READ    ? "read end of "
           : way == ACCESS_WRITE ? "write end of "
           : way == 0            ? ""
                                 : "both ends of ";
}

char *words_end(const struct world *world, int object, int access)
{
    const struct object *known = world_object(world, object);
    if (!known || !known->name)
        return words_format("something");
    if (known->kind == OBJECT_TERMINAL)
        return words_format("the terminal");
    char *name = words_escape(known->name, strlen(known->name));
    bool stream = known->kind == OBJECT_PIPE || known->kind == OBJECT_FIFO;
    const char *kind = known->kind == OBJECT_FIFO    ? "fifo "
                       : known->kind == OBJECT_QUEUE ? "queue "
                                                     : "";
    char *text =
        words_format("%s%s%s", stream ? end_name(access) : "", kind, name);
    free(name);
    return text;
}

char *words_place(const struct place *place)
{
    if (!place->file)
        return words_format("%s", "");
    const char *slash = strrchr(place->file, '/');
    const char *file = slash ? slash + 1 : place->file;
    char *name = words_escape(file, strlen(file));
    char *text = words_format(" at %s:%d", name, place->line);
    free(name);
    return text;
}

char *words_room(const struct world *world, int object, int call, int64_t bytes)
{
    const struct object *known = world_object(world, object);
    const struct call_info *info = call_at(call);
    enum call_role role = info ? info->role : ROLE_NONE;
    if (!known || known->capacity <= 0 || known->outside ||
        known->kind == OBJECT_SOCKET) /* what is written goes elsewhere */
        return words_format("%s", "");
    int64_t room = known->capacity - (known->fill > 0 ? known->fill : 0);
    if (role == ROLE_READ && known->fill <= 0)
        return words_format(", which is empty");
    if (role == ROLE_WRITE && room <= 0)
        return words_format(", which is full");
    if (role == ROLE_WRITE && room < bytes)
        return words_format(", which has room for %" PRId64, room);
    return words_format("%s", "");
}

static char *in_call(const struct world *world, const struct thread *thread)
{
    const struct call_info *info = call_at(thread->call);
    if (!info)
        return words_format("running");
    bool limited = thread->timeout_ms >= 0;
    if (thread->object == 0)
        return words_format("in %s()", call_typed_name(info, limited));
    char *end = words_end(world, thread->object, 0);
    char *room =
        words_room(world, thread->object, thread->call, thread->arguments[2]);
    char *text = words_format("in %s() on %s%s", call_typed_name(info, limited),
                              end, room);
    free(end);
    free(room);
    return text;
}

/* A call that was seen only asleep says its descriptor in its arguments. */
static int object_waited_for(const struct process *process,
                             const struct thread *thread,
                             const struct wait *wait)
{
    bool stream = wait->kind == WAIT_DATA || wait->kind == WAIT_ROOM;
    if (wait->object || !stream)
        return wait->object;
    const struct descriptor *known =
        world_descriptor(process, (int)thread->arguments[0]);
    return known ? known->object : 0;
}

static bool is_terminal(const struct world *world, int object)
{
    const struct object *known = world_object(world, object);
    return known && known->kind == OBJECT_TERMINAL;
}

bool words_waits_for_typing(const struct world *world,
                            const struct process *process,
                            const struct thread *thread)
{
    struct wait wait;
    if (thread->object && !is_terminal(world, thread->object))
        return false; /* known without looking for those who could wake it */
    return wait_of(world, process, thread, &wait) && wait.kind == WAIT_DATA &&
           is_terminal(world, object_waited_for(process, thread, &wait));
}

char *words_wait(const struct world *world, const struct process *process,
                 const struct thread *thread)
{
    struct wait wait;
    if (!wait_of(world, process, thread, &wait))
        return NULL;
    if (words_waits_for_typing(world, process, thread))
        return words_format("waits in %s() for a line to be typed",
                            call_typed_name(call_at(thread->call), false));
    wait.object = object_waited_for(process, thread, &wait);
    return words_own(wait_text(world, &wait));
}

char *words_state(const struct world *world, const struct process *process,
                  const struct thread *thread)
{
    if (!process_alive(process)) {
        char *status = words_status(process->wait_status);
        char *text = process->state == PROCESS_ZOMBIE
                         ? words_format("zombie, %s", status)
                         : words_format("ended, %s", status);
        free(status);
        return text;
    }
    if (process->state == PROCESS_EXITING)
        return words_format("about to end");
    if (!thread)
        return words_format("running");
    char *waits = words_wait(world, process, thread);
    return waits ? waits : in_call(world, thread);
}
