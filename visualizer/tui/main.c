/* main.c - ipcviz: watch the processes of a program talk to each other.
 *
 *   ipcviz -- ./pipes 1.1 hello         on a screen (? shows the keys)
 *   ipcviz --plain -- ./pipes 1.1 hello one line per event
 *   ipcviz --pid 4711                   look at a process that runs already
 *   ipcviz --replay FILE                step through a record
 *
 *   settings ─► run (trace, look or record) ─► watch (screen) or plain (lines)
 *
 * The program gets what it would get without us: its descriptors, its signals,
 * its exit status. Only when a screen is drawn does it get a terminal of its
 * own. When we end, however that comes, whatever still runs of it is killed.
 * Processes that we only look at are left alone.
 */
#include "observe/record.h"
#include "tui/plain.h"
#include "tui/screen.h"
#include "tui/settings.h"
#include "tui/signals.h"
#include "tui/watch.h"
#include "tui/words.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CANNOT_START 2
#define EVENTS_MOST 4000000 /* the brake: about a gigabyte of disk */
#define PLACES_AT_ONCE 5000 /* calls whose source line is looked up at once */
#define LOOK_REST_MS 250 /* eyes do not notice when a sleep is seen so late */

static char *join(char **words)
{
    char *text = words_format("%s", words[0]);
    for (int i = 1; words[i]; i++) {
        char *longer = words_format("%s %s", text, words[i]);
        free(text);
        text = longer;
    }
    return text;
}

/* Which standard descriptors we were started without; they are kept taken by
 * /dev/null so that nothing of ours becomes descriptor 0, 1 or 2. */
static void reserve_standard(bool closed[3])
{
    for (int fd = 0; fd <= 2; fd++) {
        closed[fd] = fcntl(fd, F_GETFD) == -1;
        if (closed[fd] && open("/dev/null", O_RDWR) != fd)
            exit(CANNOT_START);
    }
}

static void save(const struct run *run, const struct settings *settings)
{
    if (settings->command && trace_root(run->trace) == 0)
        errx(CANNOT_START, "%s: could not be started", settings->command[0]);
    if (settings->record &&
        record_save(run->log, run->title, settings->record) == -1)
        err(CANNOT_START, "%s", settings->record);
}

/* Whoever feeds the program must get SIGPIPE when the program leaves, although
 * we stay. Output and errors we need ourselves. */
static void let_go_of_input(void)
{
    int nothing = isatty(0) ? -1 : open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing == -1)
        return;
    (void)dup2(nothing, 0); /* fails only if nothing is 0: then it is gone */
    (void)close(nothing);
}

/* Where ptrace is forbidden (a container, kernel.yama.ptrace_scope, a tracer of
 * ours) a program can still be looked at. */
static bool look_instead(struct run *run, const struct trace_options *program)
{
    int why = errno;
    struct look_options options = { .program = program,
                                    .every_ms = LOOK_MS,
                                    .event_limit = program->event_limit,
                                    .policy = program->policy };
    if ((why != EPERM && why != EACCES && why != ENOSYS) ||
        run_open_look(run, &options) == -1) {
        errno = why;
        return false;
    }
    trace_note(run->trace,
               words_format("ptrace is not allowed here (%s): the program is "
                            "only looked at, ten times a second",
                            strerror(why)));
    return true;
}

static void start_program(struct run *run, const struct settings *settings,
                          const struct trace_policy *policy,
                          struct terminal *terminal, const bool closed[3])
{
    struct trace_options options = { .argv = settings->command,
                                     .standard = { 0, 1, 2 },
                                     .filter_fd = -1,
                                     .given_from_outside = true,
                                     .cpu =
                                         settings->cpus ? -1 : sched_getcpu(),
                                     .places = PLACES_AT_ONCE,
                                     .look_rest_ms =
                                         terminal ? LOOK_REST_MS : 0,
                                     .event_limit = EVENTS_MOST,
                                     .policy = policy };
    for (int fd = 0; fd <= 2; fd++)
        if (closed[fd])
            options.standard[fd] = TRACE_CLOSED;
        else if (terminal && isatty(fd))
            options.standard[fd] = terminal_slave(terminal);
    if (run_open_live(run, &options) == -1 && !look_instead(run, &options))
        err(CANNOT_START, "%s: cannot be traced (make doctor tells more)",
            settings->command[0]);
    if (terminal)
        terminal_started(terminal);
    let_go_of_input();
}

static void start_looking(struct run *run, const struct settings *settings,
                          const struct trace_policy *policy)
{
    struct look_options options = settings->look;
    options.event_limit = EVENTS_MOST;
    options.policy = policy;
    if (run_open_look(run, &options) == -1)
        err(CANNOT_START, "cannot look at processes");
    let_go_of_input();
}

/* "processes 12, 34": what stands in the top line. */
static char *name_looked(const struct settings *settings)
{
    const struct look_options *look = &settings->look;
    if (look->user)
        return words_format("all processes of user %d", (int)geteuid());
    char *text = words_format("process");
    for (int i = 0; i <= look->pid_count; i++) {
        char *longer =
            i < look->pid_count
                ? words_format("%s%s %d", text, i ? "," : "", look->pids[i])
                : words_format("%s%s", text,
                               look->tree ? " and its descendants" : "");
        free(text);
        text = longer;
    }
    return text;
}

static char *make_title(const struct settings *settings)
{
    return settings->looks     ? name_looked(settings)
           : settings->command ? join(settings->command)
                               : words_format("%s", settings->replay);
}

/* Returns the exit status; *number is the signal that ended it, or 0. */
static int show_lines(struct plain *plain, const struct settings *settings,
                      const bool closed[3], int *number)
{
    static struct trace_policy policy; /* used until the run is closed */
    policy = plain_policy(plain);
    if (settings->command)
        start_program(plain->run, settings, &policy, NULL, closed);
    if (settings->looks)
        start_looking(plain->run, settings, &policy);
    return plain_show(plain, number);
}

static void show_screen(struct run *run, const struct settings *settings,
                        const bool closed[3], int *number)
{
    struct terminal *terminal = NULL;
    screen_check();
    if (settings->command && !(terminal = terminal_open(STDOUT_FILENO)))
        err(CANNOT_START, "no pseudo terminal for the program");
    screen_open();
    if (settings->command)
        start_program(run, settings, NULL, terminal, closed);
    if (settings->looks)
        start_looking(run, settings, NULL);
    *number = watch(run, settings, terminal);
    screen_close();
    save(run, settings);
    if (run->trace)
        trace_kill(run->trace);
    terminal_close(terminal);
}

static void open_record(struct run *run, const char *path)
{
    char message[256];
    if (run_open_record(run, path, message, sizeof message) == -1)
        errx(CANNOT_START, "%s", message);
}

int main(int argc, char **argv)
{
    bool closed[3];
    int number = 0, status = 0;
    struct settings settings = { 0 };
    struct run run = { 0 };
    struct plain plain = { .run = &run };
    reserve_standard(closed);
    (void)setlocale(LC_ALL, "");
    settings_read(&settings, argc, argv);
    signals_open();
    if (settings.replay)
        open_record(&run, settings.replay);
    char *title = make_title(&settings);
    run.title = settings.title ? settings.title : title;
    run.paused = settings.paused || settings.replay;
    memcpy(run.notes, settings.notes, sizeof run.notes);
    run.note_count = settings.note_count;
    if (settings.plain) {
        status = show_lines(&plain, &settings, closed, &number);
        save(&run, &settings);
    } else {
        show_screen(&run, &settings, closed, &number);
    }
    run_close(&run);
    free(title);
    if (number)
        signals_die(number);
    return status;
}
