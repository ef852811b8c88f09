/* sockets_stuck.c - who sleeps at which socket, and what that proves.
 *
 *   P sleeps in recv on S ── the other end of S is Q ── who holds Q, and does he
 *                                                       read from it?
 */
#include "harness/sockets.h"

#include "harness/diagnose.h"
#include "harness/queues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* The world at the standstill: what came behind was our own doing. It stays
 * until the next look back. */
static struct world stood;

static void look_back(const struct run *run)
{
    world_clear(&stood);
    world_at(&stood, trace_log(run->trace), run->event_count);
}

/* One who sleeps in a call. */
struct sleeper {
    const struct process *process;
    const struct thread *thread;
    const struct object *socket; /* NULL: not at a socket */
    enum call_role role;
};

/* The nth sleeper (from 0). Returns false when there are no more. */
static bool sleeper_at(int nth, struct sleeper *sleeper)
{
    for (int i = 0; i < stood.process_count; i++) {
        const struct process *process = &stood.processes[i];
        for (int t = 0; process_alive(process) && t < process->thread_count;
             t++) {
            const struct thread *thread = &process->threads[t];
            if (!thread->asleep || thread->call < 0 || nth-- > 0)
                continue;
            const struct object *object = world_object(&stood, thread->object);
            bool socket = object && object->kind == OBJECT_SOCKET;
            *sleeper =
                (struct sleeper){ process, thread, socket ? object : NULL,
                                  call_at(thread->call)->role };
            return true;
        }
    }
    return false;
}

/* Are the two sockets the ends of one connection? One end may be known to be
 * joined before the other is. */
static bool are_joined(const struct sleeper *one, const struct sleeper *other)
{
    return one->socket && other->socket && one->socket != other->socket &&
           (one->socket->peer == other->socket->id ||
            other->socket->peer == one->socket->id);
}

/* Somebody who sleeps in reading at the other end, if there is one. */
static bool find_reader(const struct sleeper *one, struct sleeper *found)
{
    for (int i = 0; sleeper_at(i, found); i++)
        if (found->role == ROLE_READ && are_joined(one, found))
            return true;
    return false;
}

/* A descriptor of somebody alive, of the students' own program, that names the
 * object; *holder is who has it. */
static const struct descriptor *find_holder(int object,
                                            const struct process **holder)
{
    for (int i = 0; i < stood.process_count; i++) {
        const struct process *process = &stood.processes[i];
        for (int fd = 0;
             process_alive(process) && fd < process->descriptor_limit; fd++)
            if (process->descriptors[fd].object == object) {
                *holder = process;
                return &process->descriptors[fd];
            }
    }
    return NULL;
}

static bool is_in_students(struct place place)
{
    const struct event event = { .place = place };
    return queue_students(&event);
}

/* ---- connections --------------------------------------------------------- */

/* Is anybody about to use the other end: does he sleep in reading from it, or in
 * poll with it? */
static bool is_served(int socket)
{
    struct sleeper sleeper;
    for (int i = 0; sleeper_at(i, &sleeper); i++) {
        if (sleeper.socket && sleeper.socket->id == socket)
            return true;
        for (int fd = 0; sleeper.role == ROLE_POLL &&
                         fd < sleeper.process->descriptor_limit;
             fd++)
            if (sleeper.process->descriptors[fd].object == socket)
                return true;
    }
    return false;
}

void check_connection_kept(struct check *check)
{
    const struct run *run = check->run;
    struct sleeper waits;
    look_back(run);
    for (int i = 0; !check->failed && sleeper_at(i, &waits); i++) {
        const struct process *holder = NULL;
        if (waits.role != ROLE_READ || !waits.socket || !waits.socket->peer ||
            is_served(waits.socket->peer))
            continue;
        const struct descriptor *kept =
            find_holder(waits.socket->peer, &holder);
        if (!kept || !is_in_students(kept->opened_at))
            continue;
        char *who = process_label(&stood, waits.process->pid);
        char *other = process_label(&stood, holder->pid);
        (void)finding_add(
            check, "SOCK-13", kept->opened_at,
            text_of("a connection is kept open"),
            text_of("%s waits for the end of its connection; whoever served "
                    "the other side has ended, or never will read there",
                    who),
            text_of("%s still has that side as descriptor %d, from %s:%d",
                    other, (int)(kept - holder->descriptors),
                    kept->opened_at.file, kept->opened_at.line));
        free(who);
        free(other);
    }
}

void check_half_close(struct check *check)
{
    const struct run *run = check->run;
    struct sleeper one, other;
    look_back(run);
    for (int i = 0; !check->failed && sleeper_at(i, &one); i++) {
        if (one.role != ROLE_READ || !is_in_students(one.thread->place) ||
            !find_reader(&one, &other))
            continue;
        char *who = process_label(&stood, other.process->pid);
        (void)finding_add(
            check, "SOCK-15", one.thread->place,
            text_of("each waits for the other"),
            text_of(
                "your process waits for what %s says, and %s waits for more "
                "input",
                who, who),
            text_of("nobody has told it that this was all: the input of a "
                    "socket ends when the other side closes it, or shuts down "
                    "its sending half"));
        free(who);
    }
}

/* ---- datagrams ----------------------------------------------------------- */

/* Was it ever given a name? bind is told with its descriptor. */
static bool was_bound(const struct run *run, int socket)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_LEAVE && info &&
            strcmp(info->name, "bind") == 0 && event->object == socket &&
            event->result == 0)
            return true;
    }
    return false;
}

void check_nameless(struct check *check)
{
    const struct run *run = check->run;
    struct sleeper waits;
    look_back(run);
    for (int i = 0; !check->failed && sleeper_at(i, &waits); i++) {
        if (waits.role != ROLE_READ || !waits.socket ||
            object_fact(waits.socket, "type", 0) != SOCK_DGRAM ||
            was_bound(run, waits.socket->id))
            continue;
        char *who = process_label(&stood, waits.process->pid);
        (void)finding_add(
            check, "SOCK-11", waits.socket->created_at,
            text_of("a sender without a name"),
            text_of("%s waits for an answer on a socket that has no name", who),
            text_of("the server was told no address of the sender, so it can "
                    "send nothing back; bind gives it one"));
        free(who);
    }
}

/* ---- servers ------------------------------------------------------------- */

static bool find_sleeper(int pid, struct sleeper *sleeper)
{
    for (int i = 0; sleeper_at(i, sleeper); i++)
        if (sleeper->process->pid == pid)
            return true;
    return false;
}

struct place socket_sleeps(const struct run *run, int pid, enum call_role role)
{
    struct sleeper sleeper;
    look_back(run);
    return find_sleeper(pid, &sleeper) && sleeper.role == role
               ? sleeper.thread->place
               : NOWHERE;
}

void check_one_client(struct check *check, int pid)
{
    struct sleeper server;
    look_back(check->run);
    if (check->failed || !find_sleeper(pid, &server) || !server.socket ||
        !is_in_students(server.thread->place) ||
        object_fact(server.socket, "listening", 0) ||
        (server.role != ROLE_READ && server.role != ROLE_WRITE))
        return;
    bool writes = server.role == ROLE_WRITE;
    (void)finding_add(
        check, "STUCK", server.thread->place,
        text_of("one client stops the others"),
        text_of(
            "your server sleeps in %s, at the socket of one client that %s; "
            "others wait for it",
            call_typed_name(call_at(server.thread->call), false),
            writes ? "reads nothing" : "sends nothing more"),
        text_of("with MSG_DONTWAIT, or O_NONBLOCK, that call gives EAGAIN, and "
                "poll is the only place to sleep at"));
}

/* A socket of the process in which something waits, or NULL. */
static const struct object *find_unread(const struct process *process)
{
    for (int fd = 0; fd < process->descriptor_limit; fd++) {
        const struct object *object =
            world_object(&stood, process->descriptors[fd].object);
        if (object && object->kind == OBJECT_SOCKET && object->fill > 0)
            return object;
    }
    return NULL;
}

/* Where the student's code last took something out of it. */
static struct place last_taken(const struct run *run, int socket)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_ENTER && info && event->object == socket &&
            (info->role == ROLE_READ || info->role == ROLE_ACCEPT) &&
            queue_students(event))
            place = event->place;
    }
    return place;
}

void check_not_drained(struct check *check, int pid)
{
    const struct run *run = check->run;
    struct sleeper server;
    look_back(check->run);
    if (check->failed || !find_sleeper(pid, &server) ||
        server.role != ROLE_POLL)
        return;
    const struct object *unread = find_unread(server.process);
    const char *name = call_at(server.thread->call)->name;
    bool epoll = strncmp(name, "epoll", 5) == 0;
    if (!unread || (!epoll && !strstr(name, "select")))
        return;
    bool listens = object_fact(unread, "listening", 0);
    struct place taken = last_taken(run, unread->id);
    (void)finding_add(
        check, epoll ? "SOCK-19" : "SOCK-20",
        epoll && taken.file ? taken : server.thread->place,
        text_of("sleeps, though something is there"),
        text_of("your server sleeps in %s; %s",
                call_typed_name(call_at(server.thread->call), false),
                listens ? "somebody waits to be accepted"
                        : "bytes that a client sent wait to be read"),
        text_of("%s", epoll ? "edge-triggered news come once, when something "
                              "arrives, and this call did not take all of it"
                            : "this descriptor is not in the set that select "
                              "was given, or not below nfds"));
}

void check_idle(struct check *check, int pid)
{
    struct sleeper server, client;
    look_back(check->run);
    if (check->failed || !find_sleeper(pid, &server) ||
        server.role != ROLE_POLL)
        return;
    for (int i = 0; sleeper_at(i, &client); i++) {
        if (client.role != ROLE_READ || !client.socket ||
            !process_has(server.process, client.socket->peer,
                         ACCESS_READ | ACCESS_WRITE))
            continue;
        char *who = process_label(&stood, client.process->pid);
        (void)finding_add(
            check, "STUCK", server.thread->place,
            text_of("a client waits in vain"),
            text_of("%s waits for an answer, and your server sleeps in %s", who,
                    call_typed_name(call_at(server.thread->call), false)),
            text_of("none of the events that it asked for will come: a client "
                    "that waits sends nothing more, but its socket has room"));
        free(who);
        return;
    }
}
