/* keeper.c - front, worker, and cleaning up after both. */
#include "check/keeper.h"

#include "report/kit.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NFTW_DESCRIPTORS = 16 };

static const char notes_name[] = "left-outside";
static int lifeline = -1;

int keeper_lifeline(void)
{
    return lifeline;
}

/* ---- processes ---- */

static pid_t parent_of(const char *pid)
{
    char path[64], text[512];
    pid_t parent = 0;

    (void)snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd == -1 ? -1 : read(fd, text, sizeof text - 1);
    if (fd != -1)
        (void)close(fd);
    if (length <= 0)
        return 0;
    text[length] = '\0';
    char *name_end = strrchr(text, ')'); /* a name may hold anything */
    if (name_end)
        parent = (pid_t)strtol(name_end + 4, NULL, 10);
    return parent;
}

static void kill_children(void)
{
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    pid_t self = getpid();

    while (proc && (entry = readdir(proc)) != NULL)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
            parent_of(entry->d_name) == self)
            (void)kill((pid_t)strtol(entry->d_name, NULL, 10), SIGKILL);
    if (proc)
        (void)closedir(proc);
}

/* The shared memory through which Criterion hands a test to its worker, named
 * after the worker. The worker removes it, unless it is killed too early. */
static void remove_memory(pid_t worker)
{
    char path[64];

    (void)snprintf(path, sizeof path, "/dev/shm/bxfi_%d", (int)worker);
    (void)unlink(path);
}

/* A killed child's own children become ours: again, until there are none. */
void keeper_end_children(void)
{
    for (;;) {
        pid_t ended = waitpid(-1, NULL, WNOHANG);

        if (ended == -1 && errno == ECHILD)
            return;
        if (ended == 0) {
            kill_children();
            ended = waitpid(-1, NULL, 0);
        }
        if (ended > 0)
            remove_memory(ended);
    }
}

/* ---- folders ---- */

void keeper_note(const char *folder, const char *path)
{
    char *notes = kit_path("%s/%s", folder, notes_name);
    char *note = kit_path("%s/%s", notes, strrchr(path, '/') + 1);

    kit_make_folder(notes);
    (void)symlink(path, note);
    free(note);
    free(notes);
}

static void remove_noted(const char *folder)
{
    char *notes = kit_path("%s/%s", folder, notes_name);
    DIR *all = opendir(notes);
    struct dirent *entry;

    while (all && (entry = readdir(all)) != NULL) {
        char outside[PATH_MAX];
        ssize_t length =
            readlinkat(dirfd(all), entry->d_name, outside, sizeof outside - 1);

        if (length <= 0)
            continue;
        outside[length] = '\0';
        (void)unlink(outside);
    }
    if (all)
        (void)closedir(all);
    free(notes);
}

static int remove_entry(const char *path, const struct stat *status, int kind,
                        struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    (void)remove(path);
    return 0;
}

static void remove_folder(const char *folder)
{
    remove_noted(folder);
    (void)nftw(folder, remove_entry, NFTW_DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}

/* Removes folders whose front and worker were both killed: nobody holds the
 * lock on them. */
static void remove_stale(const char *place)
{
    DIR *all = opendir(place);
    struct dirent *entry;

    while (all && (entry = readdir(all)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        char *path = kit_path("%s/%s", place, entry->d_name);
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

        if (fd != -1 && flock(fd, LOCK_EX | LOCK_NB) == 0)
            remove_folder(path);
        if (fd != -1)
            (void)close(fd);
        free(path);
    }
    if (all)
        (void)closedir(all);
}

/* The lock lives as long as front or worker; while a folder is made but not
 * yet locked, the lock on `place` keeps others from taking it for stale. */
static char *make_folder(const char *place)
{
    char *folder = kit_path("%s/XXXXXX", place);

    kit_make_folder(place);
    int all = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (all == -1 || flock(all, LOCK_EX) == -1)
        err(2, "%s", place);
    remove_stale(place);
    if (!mkdtemp(folder))
        err(2, "%s", place);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd == -1 || flock(fd, LOCK_EX | LOCK_NB) == -1)
        err(2, "%s", folder);
    (void)close(all);
    return folder;
}

/* ---- front and worker ---- */

static void be_subreaper(void)
{
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1)
        err(2, "prctl");
}

_Noreturn static void worker(const int ends[2], const char *folder,
                             int (*work)(void *argument, const char *folder),
                             void *argument, const sigset_t *mask)
{
    (void)close(ends[1]);
    lifeline = ends[0];
    /* A group of its own: Ctrl-C is for the front. In the background it may
     * still write to the terminal. */
    (void)setpgid(0, 0);
    (void)signal(SIGTTOU, SIG_IGN);
    be_subreaper();
    (void)sigprocmask(SIG_SETMASK, mask, NULL);
    int status = work(argument, folder);
    (void)fflush(NULL);
    keeper_end_children();
    remove_folder(folder);
    _exit(status);
}

/* Waits for the worker; a signal cuts the lifeline. Returns the wait status. */
static int attend(pid_t pid, int line, const sigset_t *signals, int *caught)
{
    int status;

    *caught = 0;
    for (;;) {
        pid_t ended = waitpid(pid, &status, WNOHANG);

        if (ended == pid)
            return status;
        if (ended == -1)
            err(2, "waitpid");
        int number = sigwaitinfo(signals, NULL);
        if (number != -1 && number != SIGCHLD && *caught == 0) {
            *caught = number;
            (void)close(line);
        }
    }
}

int keeper_run(const char *place,
               int (*work)(void *argument, const char *folder), void *argument)
{
    sigset_t signals, before;
    int ends[2], caught;
    char *folder;

    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGINT);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGHUP);
    (void)sigaddset(&signals, SIGCHLD);
    (void)signal(SIGCHLD, SIG_DFL); /* it may have been inherited as ignored */
    (void)sigprocmask(SIG_BLOCK, &signals, &before);
    be_subreaper();
    if (pipe2(ends, O_CLOEXEC) == -1)
        err(2, "pipe2");
    folder = make_folder(place);
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid == -1) {
        (void)rmdir(folder);
        err(2, "fork");
    }
    if (pid == 0)
        worker(ends, folder, work, argument, &before);
    (void)close(ends[0]);
    int status = attend(pid, ends[1], &signals, &caught);
    keeper_end_children();
    remove_folder(folder);
    free(folder);
    if (caught) {
        (void)signal(caught, SIG_DFL);
        (void)raise(caught);
    } else {
        (void)close(ends[1]);
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    errx(2, "the check was ended from outside (signal %d)", WTERMSIG(status));
}
