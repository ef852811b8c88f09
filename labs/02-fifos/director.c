/*
 * director.c - the children of a scene: started, listened to, and reaped.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "director.h"
#include "fifos.h"

enum { ROLES_MAX = 64 };

/* What a role tells: one write, so it is whole. */
struct message {
    char key[16];
    long result;
    int error; /* errno when result is -1 */
    bool has_text;
    char text[TEXT_SIZE + 1];
};

static struct role roles[ROLES_MAX];
static int role_count;
static int own_results = -1; /* in a role: where it tells */
static bool failed, unwritten, early;

/* ---- in a role ----------------------------------------------------------- */

static void send_message(const struct message *message)
{
    if (write(own_results, message, sizeof *message) == -1)
        err(FAILED, "write");
}

void tell(const char *key, long result, const char *text)
{
    struct message message = { .result = result, .error = errno };

    snprintf(message.key, sizeof message.key, "%s", key);
    message.has_text = text != NULL && result != -1;
    if (message.has_text)
        snprintf(message.text, sizeof message.text, "%s", text);
    send_message(&message);
}

void tell_ready(void)
{
    tell("ready", 0, NULL);
}

struct role *start(const char *name, bool needed, void (*act)(void *argument),
                   void *argument)
{
    struct role *role = &roles[role_count];
    int ends[2];

    if (role_count == ROLES_MAX)
        errx(BAD_USAGE, "at most %d roles in one scene", ROLES_MAX);
    if (pipe2(ends, O_CLOEXEC) == -1)
        err(FAILED, "pipe2");
    *role = (struct role){ .name = name, .results = ends[0] };
    role->pid = fork();
    if (role->pid == -1)
        err(FAILED, "fork");
    if (role->pid == 0) {
        for (int i = 0; i <= role_count; i++)
            if (roles[i].results != -1)
                close(roles[i].results);
        own_results = ends[1];
        if (!needed)
            signal(SIGPIPE, SIG_IGN);
        act(argument);
        _exit(0);
    }
    close(ends[1]);
    role->needed = needed;
    role_count++;
    return role;
}

/* ---- in the director ----------------------------------------------------- */

static void print_message(struct role *role, const struct message *message)
{
    if (message->result == -1) {
        if (role != NULL)
            role->gave_up = true;
        dprintf(STDERR_FILENO, "= %s -1 %s\n", message->key,
                strerrorname_np(message->error));
        failed = true;
        unwritten |= message->error == ENOSYS;
    } else if (message->has_text) {
        dprintf(STDERR_FILENO, "= %s %s\n", message->key, message->text);
    } else {
        dprintf(STDERR_FILENO, "= %s %ld\n", message->key, message->result);
    }
}

void report(const char *key, long result, const char *text)
{
    struct message message = { .result = result,
                               .error = errno,
                               .has_text = text != NULL };

    snprintf(message.key, sizeof message.key, "%s", key);
    snprintf(message.text, sizeof message.text, "%s", text ? text : "");
    print_message(NULL, &message);
}

/* The next message; false when the role has ended and told all. */
static bool take_message(struct role *role, struct message *message)
{
    return role->results != -1 &&
           read(role->results, message, sizeof *message) ==
               (ssize_t)sizeof *message;
}

bool wait_ready(struct role *role)
{
    struct message message;

    while (take_message(role, &message)) {
        if (strcmp(message.key, "ready") == 0)
            return true;
        print_message(role, &message);
    }
    return false;
}

/* Reaps one child, whichever ends next, and prints what it told. */
static struct role *reap_next(void)
{
    struct role *role = roles;
    int status;
    pid_t pid = waitpid(-1, &status, 0);

    if (pid == -1)
        err(FAILED, "waitpid");
    while (role < roles + role_count && role->pid != pid)
        role++;
    if (role == roles + role_count)
        return NULL;
    role->pid = -1;
    role->status = status;
    (void)wait_ready(role); /* all that is left in its pipe */
    close(role->results);
    role->results = -1;
    return role;
}

bool finish(struct role *role)
{
    while (role->pid != -1) {
        struct role *ended = reap_next();

        if (ended == NULL || ended == role || !ended->needed)
            continue;
        if (WIFEXITED(ended->status) && !ended->gave_up)
            continue; /* it has done its work */
        failed = early = true;
        dprintf(STDERR_FILENO, "= %s ended early\n", ended->name);
        if (role->pid != -1)
            kill(role->pid, SIGKILL);
    }
    return !early;
}

void end_role(struct role *role, int signal_number)
{
    if (role == NULL || role->pid == -1)
        return;
    role->needed = false;
    kill(role->pid, signal_number);
    finish(role);
    if (WIFSIGNALED(role->status) && signal_number != SIGKILL)
        dprintf(STDERR_FILENO, "= %s ended by SIG%s\n", role->name,
                sigabbrev_np(WTERMSIG(role->status)));
}

int close_scene(const char *exercise, const char *file)
{
    for (int i = 0; i < role_count; i++) {
        if (roles[i].pid == -1)
            continue;
        kill(roles[i].pid, SIGKILL);
        while (roles[i].pid != -1)
            (void)reap_next();
    }
    if (!unwritten)
        return failed ? FAILED : 0;
    dprintf(STDERR_FILENO,
            "fifos: exercise %s is still to be written: see the TODO "
            "comments in %s\n",
            exercise, file);
    return ENOSYS;
}
