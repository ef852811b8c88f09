/* settings.c - the command line, and every way in which it can be wrong. */
#include "tui/settings.h"

#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BAD_USAGE 2
#define SPEED_MAX 1000000

static const char usage_text[] =
    "usage: ipcviz [option...] [--] program [argument...]\n"
    "       ipcviz [option...] --pid N | --tree N | --user\n"
    "       ipcviz [option...] --replay FILE\n"
    "\n"
    "Shows what the processes of a program do with pipes, sockets, queues,\n"
    "shared memory, semaphores, locks and signals, while it runs or from a\n"
    "record. Press ? for the keys.\n"
    "Processes that run already are looked at ten times a second and left\n"
    "as they are: what happens between two looks is not seen.\n"
    "\n"
    "  --pid N         look at process N (once more for each further one,\n"
    "                  or --pid N,N,N)\n"
    "  --tree N        look at process N and all its descendants\n"
    "  --user          look at all your processes\n"
    "  --plain         one line per event on standard output, no screen\n"
    "  --big           large layout for a projector\n"
    "  --record FILE   write a record of the run when it is over\n"
    "  --replay FILE   show a record instead of running a program\n"
    "  --speed N       show N events per second (0: as they come)\n"
    "  --paused        begin with the program stopped at its first step\n"
    "  --cpus          let the program use all CPUs (slower to trace)\n"
    "  --title TEXT    what stands in the top line\n"
    "  --say TEXT      a note to the audience, shown from the beginning, or\n"
    "  --until WORDS   (before --say) from the event whose line has WORDS,\n"
    "                  where it pauses\n"
    "\n"
    "Exit status: 0 shown; 1 with --plain, the program is proven stuck;\n"
    "2 wrong usage, no such process, or the program or the record cannot be\n"
    "started.\n";

enum option_name {
    OPTION_PLAIN = 256,
    OPTION_PID,
    OPTION_TREE,
    OPTION_USER,
    OPTION_BIG,
    OPTION_RECORD,
    OPTION_REPLAY,
    OPTION_SPEED,
    OPTION_PAUSED,
    OPTION_CPUS,
    OPTION_TITLE,
    OPTION_SAY,
    OPTION_UNTIL,
    OPTION_HELP
};

static const struct option options[] = {
    { "plain", no_argument, NULL, OPTION_PLAIN },
    { "pid", required_argument, NULL, OPTION_PID },
    { "tree", required_argument, NULL, OPTION_TREE },
    { "user", no_argument, NULL, OPTION_USER },
    { "big", no_argument, NULL, OPTION_BIG },
    { "record", required_argument, NULL, OPTION_RECORD },
    { "replay", required_argument, NULL, OPTION_REPLAY },
    { "speed", required_argument, NULL, OPTION_SPEED },
    { "paused", no_argument, NULL, OPTION_PAUSED },
    { "cpus", no_argument, NULL, OPTION_CPUS },
    { "title", required_argument, NULL, OPTION_TITLE },
    { "say", required_argument, NULL, OPTION_SAY },
    { "until", required_argument, NULL, OPTION_UNTIL },
    { "help", no_argument, NULL, OPTION_HELP },
    { NULL, 0, NULL, 0 },
};

static int read_speed(const char *text)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end || errno || value < 0 || value > SPEED_MAX)
        errx(BAD_USAGE, "--speed %s: must be a whole number from 0 to %d", text,
             SPEED_MAX);
    return (int)value;
}

/* One process, or several with commas in between. */
static void add_pids(struct settings *settings, const char *option,
                     const char *text)
{
    char *end;
    settings->looks = true;
    for (const char *at = text;; at = end + 1) {
        errno = 0;
        long pid = strtol(at, &end, 10);
        if (end == at || (*end && *end != ',') || errno || pid < 1 ||
            pid > INT_MAX || at[0] < '0' || at[0] > '9')
            errx(BAD_USAGE, "%s %s: must be the number of a process", option,
                 text);
        const char *refusal = look_refusal((pid_t)pid);
        if (refusal)
            errx(BAD_USAGE, "%s %ld: %s", option, pid, refusal);
        if (settings->look.pid_count == LOOKED_MAX)
            errx(BAD_USAGE, "%s: more than %d processes", option, LOOKED_MAX);
        settings->looked[settings->look.pid_count++] = (pid_t)pid;
        if (!*end)
            return;
    }
}

static void check_look(struct settings *settings, const char *program)
{
    bool pids = settings->look.pid_count > 0;
    if (program)
        errx(BAD_USAGE,
             "--pid, --tree and --user look at what runs already and take no "
             "program: %s",
             program);
    if (settings->replay)
        errx(BAD_USAGE, "--replay does not look at processes");
    if (settings->look.user && pids)
        errx(BAD_USAGE,
             "--user means all processes: leave --pid or --tree out");
    if (settings->paused || settings->cpus)
        errx(BAD_USAGE, "--paused and --cpus are for a program that is started "
                        "here");
    settings->look.pids = settings->looked;
    settings->look.every_ms = LOOK_MS;
}

static void add_note(struct settings *settings, const char *until,
                     const char *text)
{
    if (settings->note_count == NOTES_MAX)
        errx(BAD_USAGE, "more than %d --say", NOTES_MAX);
    settings->notes[settings->note_count++] =
        (struct note){ .until = until, .text = text };
}

static void read_options(struct settings *settings, int argc, char **argv)
{
    const char *until = NULL;
    bool single = false;
    int found;
    while ((found = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        switch (found) {
        case OPTION_PLAIN: settings->plain = true; break;
        case OPTION_PID:
            single = true;
            add_pids(settings, "--pid", optarg);
            break;
        case OPTION_TREE:
            settings->look.tree = true;
            add_pids(settings, "--tree", optarg);
            break;
        case OPTION_USER: settings->look.user = settings->looks = true; break;
        case OPTION_BIG: settings->big = true; break;
        case OPTION_RECORD: settings->record = optarg; break;
        case OPTION_REPLAY: settings->replay = optarg; break;
        case OPTION_SPEED: settings->speed = read_speed(optarg); break;
        case OPTION_PAUSED: settings->paused = true; break;
        case OPTION_CPUS: settings->cpus = true; break;
        case OPTION_TITLE: settings->title = optarg; break;
        case OPTION_UNTIL: until = optarg; break;
        case OPTION_SAY:
            add_note(settings, until, optarg);
            until = NULL;
            break;
        case OPTION_HELP:
            (void)fputs(usage_text, stdout);
            exit(fflush(stdout) == 0 ? 0 : BAD_USAGE);
        default: /* getopt_long has said in one line what is wrong */
            exit(BAD_USAGE);
        }
    }
    if (single && settings->look.tree)
        errx(BAD_USAGE, "--pid and --tree do not go together");
    if (until)
        errx(BAD_USAGE, "--until %s: a --say must follow it", until);
}

/* ---- things that can be known to fail before anything is started ---- */

static bool is_program(const char *path)
{
    struct stat status;
    return access(path, X_OK) == 0 && stat(path, &status) == 0 &&
           S_ISREG(status.st_mode);
}

static bool is_in_path(const char *name)
{
    char path[PATH_MAX];
    const char *at = getenv("PATH");
    while (at) {
        int length = (int)strcspn(at, ":");
        (void)snprintf(path, sizeof path, "%.*s/%s", length, length ? at : ".",
                       name);
        if (is_program(path))
            return true;
        at = at[length] ? at + length + 1 : NULL;
    }
    return false;
}

static void check_program(const char *name)
{
    if (!strchr(name, '/')) {
        if (!is_in_path(name))
            errx(BAD_USAGE, "%s: no such program", name);
    } else if (access(name, F_OK) == -1) {
        err(BAD_USAGE, "%s", name);
    } else if (!is_program(name)) {
        errx(BAD_USAGE, "%s: is not a program", name);
    }
}

static void check_folder_of(const char *path)
{
    char *copy = strdup(path);
    struct stat status;
    if (!copy)
        err(BAD_USAGE, "strdup");
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        errx(BAD_USAGE, "%s: is a folder, not a file to write", path);
    if (access(dirname(copy), W_OK) == -1)
        err(BAD_USAGE, "%s: cannot be written", path);
    free(copy);
}

void settings_read(struct settings *settings, int argc, char **argv)
{
    read_options(settings, argc, argv);
    if (settings->replay && optind < argc)
        errx(BAD_USAGE, "--replay shows a record and takes no program: %s",
             argv[optind]);
    if (settings->replay && settings->record)
        errx(BAD_USAGE, "--replay and --record do not go together");
    if (settings->record)
        check_folder_of(settings->record);
    struct stat status;
    if (settings->record && lstat(settings->record, &status) == 0 &&
        !S_ISREG(status.st_mode)) /* a rename would take its place */
        errx(BAD_USAGE, "%s: not a plain file, no record can be written there",
             settings->record);
    if (settings->looks)
        check_look(settings, argv[optind]);
    if (settings->replay || settings->looks)
        return;
    if (optind == argc)
        errx(BAD_USAGE, "which program is to be shown? (ipcviz --help)");
    settings->command = argv + optind;
    check_program(settings->command[0]);
}
