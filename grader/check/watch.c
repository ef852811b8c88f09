/* watch.c - inotify, a signalfd and one child. */
#include "check/watch.h"

#include <err.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct watch {
    const struct kit *kit;
    struct lab *lab;
    const struct check_options *options;
    char *folder;
    int saves;   /* inotify */
    int signals; /* signalfd: SIGCHLD, and what ends a program */
    sigset_t set;
    pid_t self;
    pid_t check; /* the one that runs, or 0 */
    int status;  /* of the last one that came to its end */
    char saved[256];
};

/* ---- the check ---- */

/* The same program again, as it was called but for --watch. */
_Noreturn static void become_check(const struct watch *watch)
{
    const struct check_options *options = watch->options;
    char *argv[16] = { "ipccheck", "--lab", watch->lab->name, "--kit",
                       watch->kit->root };
    int count = 5;

    if (options->only) {
        argv[count++] = "--ex";
        argv[count++] = (char *)options->only;
    }
    if (options->source) {
        argv[count++] = "--src";
        argv[count++] = (char *)options->source;
    }
    if (options->seed) {
        argv[count++] = "--seed";
        argv[count++] = kit_path("%llu", (unsigned long long)options->seed);
    }
    (void)prctl(PR_SET_PDEATHSIG, SIGTERM); /* also if the watch is killed */
    if (getppid() != watch->self)
        _exit(2);
    (void)sigprocmask(SIG_UNBLOCK, &watch->set, NULL);
    char *program = kit_path("%s/ipccheck", watch->kit->build);
    (void)execv(program, argv);
    err(2, "%s", program);
}

/* Said at once: to end the check that runs may take a moment. */
static void announce(const struct watch *watch)
{
    char hour[32];
    time_t now = time(NULL);
    struct tm local;

    if (isatty(STDOUT_FILENO)) /* what stood there stays to be scrolled to */
        (void)fputs("\033[H\033[2J", stdout);
    (void)strftime(hour, sizeof hour, "%H:%M:%S", localtime_r(&now, &local));
    if (watch->saved[0])
        printf("-- %s saved %s\n", hour, watch->saved);
    else
        printf("-- %s\n", hour);
    (void)fflush(stdout);
}

static void begin(struct watch *watch)
{
    watch->check = fork();
    if (watch->check == -1)
        err(2, "fork");
    if (watch->check == 0)
        become_check(watch);
}

/* SIGTERM lets a check clean up, which takes no time that matters. */
static void end(struct watch *watch)
{
    if (watch->check == 0)
        return;
    (void)kill(watch->check, SIGTERM);
    while (waitpid(watch->check, NULL, 0) == -1 && errno == EINTR)
        continue;
    watch->check = 0;
}

static void reap(struct watch *watch)
{
    int status;

    if (watch->check == 0 || waitpid(watch->check, &status, WNOHANG) <= 0)
        return;
    watch->check = 0;
    watch->status = WIFEXITED(status) ? WEXITSTATUS(status) : 2;
    printf("-- watching %s: save a file to check again, Ctrl-C ends\n",
           kit_shown(watch->kit, watch->folder));
    (void)fflush(stdout);
}

/* ---- what wakes it ---- */

/* Editors make other files, too: backups, and the new text under a name that
 * is then moved. Only the lab's own sources count. */
static bool is_source(const char *name)
{
    size_t length = strlen(name);

    return length > 2 && name[0] != '.' &&
           (strcmp(name + length - 2, ".c") == 0 ||
            strcmp(name + length - 2, ".h") == 0);
}

/* Takes all that is there; was a source among it? */
static bool take_saves(struct watch *watch)
{
    _Alignas(struct inotify_event) char news[4096];
    bool saved = false;
    ssize_t length;

    while ((length = read(watch->saves, news, sizeof news)) > 0)
        for (char *at = news; at < news + length;) {
            const struct inotify_event *event = (void *)at;

            if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) {
                end(watch);
                errx(2, "%s is gone", watch->folder);
            }
            /* When events were lost, a save may have been among them. */
            if (event->mask & IN_Q_OVERFLOW)
                saved = true;
            if (event->len > 0 && is_source(event->name)) {
                saved = true;
                (void)snprintf(watch->saved, sizeof watch->saved, "%s",
                               event->name);
            }
            at += sizeof *event + event->len;
        }
    return saved;
}

/* Returns true when a signal asks it to end. */
static bool take_signals(struct watch *watch)
{
    struct signalfd_siginfo info;

    while (read(watch->signals, &info, sizeof info) == sizeof info) {
        if (info.ssi_signo != SIGCHLD)
            return true;
        reap(watch);
    }
    return false;
}

static void open_watch(struct watch *watch)
{
    const uint32_t saves = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF |
                           IN_MOVE_SELF | IN_ONLYDIR;

    watch->saves = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->saves == -1 ||
        inotify_add_watch(watch->saves, watch->folder, saves) == -1)
        err(2, "%s cannot be watched", watch->folder);
    (void)sigemptyset(&watch->set);
    (void)sigaddset(&watch->set, SIGCHLD);
    (void)sigaddset(&watch->set, SIGINT);
    (void)sigaddset(&watch->set, SIGTERM);
    (void)sigaddset(&watch->set, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &watch->set, NULL);
    watch->signals = signalfd(-1, &watch->set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (watch->signals == -1)
        err(2, "signalfd");
}

int watch_lab(const struct kit *kit, const char *name,
              const struct check_options *options)
{
    struct watch watch = { .kit = kit,
                           .lab = kit_load_lab(kit, name),
                           .options = options,
                           .self = getpid() };

    watch.folder = options->source ? kit_path("%s", options->source)
                                   : kit_path("%s/labs/%s", kit->root, name);
    if (options->only && !lab_find(watch.lab, options->only))
        errx(2, "lab %s has no exercise %s", name, options->only);
    open_watch(&watch);
    announce(&watch);
    begin(&watch);
    for (bool over = false; !over;) {
        struct pollfd news[] = { { .fd = watch.saves, .events = POLLIN },
                                 { .fd = watch.signals, .events = POLLIN } };

        if (poll(news, 2, -1) == -1 && errno != EINTR)
            err(2, "poll");
        if (news[0].revents && take_saves(&watch)) {
            announce(&watch);
            end(&watch);
            begin(&watch);
        }
        over = take_signals(&watch);
    }
    end(&watch);
    lab_free(watch.lab);
    free(watch.folder);
    return watch.status;
}
