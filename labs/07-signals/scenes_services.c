/*
 * scenes_services.c - runs 7.4, 7.5 and 7.8, and plays the other side: who writes
 * lines and sends signals to the server, and who sends events. Finished code.
 */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "signals.h"

/* ---- 7.4 ----------------------------------------------------------------- */

static int lines[2]; /* from the operator to the server */
static int gong[2];  /* from the server: a byte when it has begun, its end
                        when it has ended */

static void write_text(const char *text)
{
    if (write(lines[1], text, strlen(text)) == -1)
        err(FAILED, "write");
}

/* l: a line   p: a part of one   h: SIGHUP   t: SIGTERM   e: no more lines */
_Noreturn static void be_operator(const char *script)
{
    char text[32];
    int count = 0;

    close(lines[0]);
    close(gong[1]);
    (void)!read(gong[0], text, 1);
    for (; *script != '\0'; script++) {
        switch (*script) {
        case 'l':
            snprintf(text, sizeof text, "line %d\n", ++count);
            write_text(text);
            break;
        case 'p': write_text("part "); break;
        case 'h': kill(getppid(), SIGHUP); break;
        case 't': kill(getppid(), SIGTERM); break;
        case 'e': close(lines[1]); break;
        default: _exit(BAD_USAGE);
        }
    }
    (void)!read(gong[0], text, 1); /* its end */
    _exit(0);
}

/* Writes until there is no room left; the flags are then as before. */
static void fill(int fd, int flags)
{
    static const char junk[4096];

    fcntl(fd, F_SETPIPE_SZ, sizeof junk);
    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    while (write(fd, junk, sizeof junk) > 0 || write(fd, junk, 1) > 0)
        continue;
    fcntl(fd, F_SETFL, flags);
}

/* Whatever pipe the server may have made for itself is full. */
static void fill_pipes(void)
{
    for (int fd = 3; fd < 64; fd++) {
        struct stat status;
        int flags = fcntl(fd, F_GETFL);

        if (flags != -1 && (flags & O_ACCMODE) == O_WRONLY && fd != gong[1] &&
            fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode))
            fill(fd, flags);
    }
}

static void give_settings(char prefix[PREFIX_MAX])
{
    static int count;

    if (++count == 1)
        (void)!write(gong[1], "x", 1);
    snprintf(prefix, PREFIX_MAX, "%d> ", count);
    if (surroundings.full && count == 2) {
        fill_pipes();
        kill(getpid(), SIGTERM);
    }
}

int run_serve(int count, char *words[])
{
    struct state before;
    int result;
    pid_t operator;

    if (count != 1 || strspn(words[0], "lphte") != strlen(words[0]))
        usage("7.4 needs a script: l a line, p a part of one, h SIGHUP, t "
              "SIGTERM, e the end of the lines");
    if (pipe2(lines, O_CLOEXEC) == -1 || pipe2(gong, O_CLOEXEC) == -1)
        err(FAILED, "pipe2");
    take_state(&before);
    operator= fork_role();
    if (operator== 0)
        be_operator(words[0]);
    close(lines[1]);
    close(gong[0]);
    result = serve(lines[0], STDOUT_FILENO, give_settings);
    report("returned", result);
    report_state(&before);
    close(lines[0]);
    close(gong[1]);
    keep_errno_and_reap(operator);
    return verdict("7.4", "server.c", result);
}

/* ---- 7.5 ----------------------------------------------------------------- */

/* Sends the numbers; its status is how many were taken. */
_Noreturn static void send_events(int count, char *words[])
{
    int sent = 0;

    for (int i = 0; i < count; i++) {
        char name[32];
        int result = event_send(getppid(), whole_number(words[i], -1000, 1000));

        snprintf(name, sizeof name, "sent %d", i + 1);
        report(name, result);
        sent += result == 0;
    }
    _exit(sent);
}

static int take_events(int count, pid_t from)
{
    for (int i = 0; i < count; i++) {
        struct event event;

        if (event_next(&event) == -1)
            return -1;
        dprintf(STDOUT_FILENO, "%d%s\n", event.value,
                event.from == from ? "" : ", and who sent it is wrong");
    }
    return 0;
}

int run_events(int count, char *words[])
{
    struct state before;
    int result, sent = count;
    pid_t sender;

    if (count > 100)
        usage("7.5 needs VALUE..., at most 100");
    if (surroundings.room > 0) {
        const struct rlimit few = { (rlim_t)surroundings.room,
                                    (rlim_t)surroundings.room };

        setrlimit(RLIMIT_SIGPENDING, &few);
    }
    take_state(&before);
    result = events_open();
    report("opened", result);
    if (result == -1)
        return verdict("7.5", "data.c", result);
    sender = fork_role();
    if (sender == 0)
        send_events(count, words);
    if (!surroundings.early)
        sent = keep_errno_and_reap(sender);
    result = take_events(sent, sender);
    if (surroundings.early)
        keep_errno_and_reap(sender);
    if (result == 0)
        result = events_close();
    report("returned", result);
    report_state(&before);
    return verdict("7.5", "data.c", result);
}

/* ---- 7.8 ----------------------------------------------------------------- */

int run_desk(int count, char *words[])
{
    struct state before;
    int result;
    struct desk *desk = mmap(NULL, sizeof *desk, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (desk == MAP_FAILED)
        err(FAILED, "mmap");
    take_state(&before);
    result = desk_open(desk);
    report("opened", result);
    if (result == -1)
        return verdict("7.8", "desk.c", result);
    for (int i = 0; i < count; i++) {
        char text[DESK_TEXT], name[32];

        snprintf(text, sizeof text, "%s", words[i]);
        snprintf(name, sizeof name, "ask %d", i + 1);
        result = desk_ask(desk, text);
        report(name, result);
        if (result == 0)
            dprintf(STDOUT_FILENO, "%s\n", text);
    }
    if (result == 0 || errno != ENOSYS)
        report("closed", result = desk_close(desk));
    report_state(&before);
    return verdict("7.8", "desk.c", result);
}
