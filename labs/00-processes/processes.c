/*
 * processes.c - exercises 0.1 to 0.7: to make processes, and to lose none.
 *
 *   0.1  run_words       fork, exec, wait: one program, one status
 *   0.2  run_all         many at a time, in whichever order they end
 *   0.3  run_redirected  files in the place of descriptors 0, 1 and 2
 *   0.4  count_leaves    a tree in which everybody reaps his own
 *   0.5  start_detached, run_and_adopt     orphans and zombies
 *   0.6  run_logged      fork in a program that has threads
 *   0.7  shout_all       how does a worker hand over what it has found out?
 *
 * Two facts explain nearly everything here. After fork there are two processes
 * with a copy of everything, and both run on in the same line. And a process
 * that has ended is not gone: its status waits until the parent asks for it.
 *
 * What each function must do stands in processes.h. Read fork(2) first.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "processes.h"

/* ---- small helpers ------------------------------------------------------- */

/*
 * With SIGCHLD ignored (a program inherits that over exec) the kernel throws
 * the status of a child away, and waitpid finds nobody. Every function calls
 * this before its first fork, and puts `old` back after its last wait.
 */
static void keep_statuses(struct sigaction *old)
{
    const struct sigaction standard = { .sa_handler = SIG_DFL };

    sigaction(SIGCHLD, &standard, old);
}

static void put_back(const struct sigaction *old)
{
    int saved = errno;

    sigaction(SIGCHLD, old, NULL);
    errno = saved;
}

/* Kills and reaps; keeps errno. */
static void stop_all(const pid_t pids[], int count)
{
    int saved = errno;

    for (int i = 0; i < count; i++)
        kill(pids[i], SIGKILL);
    for (int i = 0; i < count; i++)
        collect(pids[i]);
    errno = saved;
}

/* ---- 0.1 one program ----------------------------------------------------- */

char **make_vector(const char *program, const char *const words[], int count)
{
    /*
     * TODO(0.1a): 1. Allocate room for the program's name, all words, and one
     * more. 2. Fill it: the name, the words, a null pointer. The strings are
     * not copied; a cast takes their const away.
     */
    (void)program;
    (void)words;
    (void)count;
    errno = ENOSYS;
    return NULL;
}

pid_t start(char *const argv[])
{
    /*
     * TODO(0.1b): 1. Empty stdout's buffer: the child gets a copy of it.
     * 2. Fork; an error is the caller's matter. 3. Child: become the program
     * (execvp). That it returns means that it failed: leave with _exit, 127
     * for ENOENT and 126 for anything else. 4. Parent: return the pid.
     */
    (void)argv;
    errno = ENOSYS;
    return -1;
}

int collect(pid_t pid)
{
    /*
     * TODO(0.1c): 1. Wait for this child; wait again when a signal handler
     * interrupted (EINTR). Any other error: return -1. 2. Ask the status word
     * whether the child exited or was ended by a signal, then take the number
     * out of it: the exit status, or 128 + the signal.
     */
    (void)pid;
    errno = ENOSYS;
    return -1;
}

int run_words(const char *program, const char *const words[], int count)
{
    char **vector = make_vector(program, words, count);
    struct sigaction old;
    int status = -1;
    pid_t pid;

    if (vector == NULL)
        return -1;
    keep_statuses(&old);
    pid = start(vector);
    if (pid != -1)
        status = collect(pid);
    put_back(&old);
    free(vector);
    return status;
}

/* ---- 0.2 many programs, any order ---------------------------------------- */

/* All of them or none. */
static int start_all(char *const *const commands[], int count, pid_t pids[])
{
    /*
     * TODO(0.2a): 1. Start every command and note its pid. 2. If one cannot be
     * started, stop those that run (stop_all) and return -1.
     */
    (void)stop_all;
    (void)commands;
    (void)count;
    (void)pids;
    errno = ENOSYS;
    return -1;
}

/* As many waits as there are children; each status to its own place. */
static int collect_all(const pid_t pids[], int count, int statuses[])
{
    /*
     * TODO(0.2b): Collect every child and put its status into the place that
     * belongs to its pid. They may end in any order.
     */
    (void)pids;
    (void)count;
    (void)statuses;
    errno = ENOSYS;
    return -1;
}

int run_all(char *const *const commands[], int count, int statuses[])
{
    pid_t *pids = calloc((size_t)count + 1, sizeof *pids);
    struct sigaction old;
    int result = -1;

    if (pids == NULL)
        return -1;
    keep_statuses(&old);
    if (start_all(commands, count, pids) == 0)
        result = collect_all(pids, count, statuses);
    put_back(&old);
    free(pids);
    return result;
}

/* ---- 0.3 files instead of the terminal ----------------------------------- */

/* In the child. Returns 0, or -1 with errno. */
static int redirect(const struct redirection list[], int count)
{
    /*
     * TODO(0.3a): For each of the list, in order: 1. With a path: open it. What
     * you get may already have the right number; if not, dup2 it there and
     * close the first one. 2. Without a path: dup2 from the other descriptor.
     * 3. Return -1 if any of these fails.
     */
    (void)list;
    (void)count;
    errno = ENOSYS;
    return -1;
}

int run_redirected(const struct redirection list[], int count,
                   char *const argv[])
{
    struct sigaction old;
    int status = -1;
    pid_t pid;

    keep_statuses(&old);
    fflush(stdout);
    /*
     * TODO(0.3b): 1. Fork. 2. Child: redirect; if that fails, leave with
     * status 1; then become the program, as in 0.1. 3. Parent: collect the
     * child. 4. If fork failed, status stays -1.
     */
    (void)redirect;
    (void)list;
    (void)count;
    (void)argv;
    (void)pid;
    errno = ENOSYS;
    put_back(&old);
    return status;
}

int go_to(const char *directory)
{
    /* TODO(0.3c): Whose working directory must change? */
    (void)directory;
    errno = ENOSYS;
    return -1;
}

/* ---- 0.4 a tree ---------------------------------------------------------- */

/*
 * A child of a node: it never comes back. 0 stands for "none of my leaves", also
 * for a node that could not fork.
 */
static _Noreturn void be_node(int depth, int width)
{
    int leaves = count_leaves(depth, width);

    _exit(leaves > 0 ? leaves : 0);
}

/* The children of one node. Returns how many were made; -1 for none at all. */
static int make_children(int depth, int width, pid_t pids[])
{
    /*
     * TODO(0.4a): 1. Fork `width` children and note their pids. 2. A child goes
     * into be_node, one level further down. 3. If a fork fails, stop the
     * children there are (stop_all) and return -1.
     */
    (void)be_node;
    (void)depth;
    (void)width;
    (void)pids;
    errno = ENOSYS;
    return -1;
}

int count_leaves(int depth, int width)
{
    pid_t pids[TREE_MAX];
    struct sigaction old;
    int leaves = 0, children;

    if (depth == 0)
        return 1;
    fflush(stdout);
    keep_statuses(&old);
    children = make_children(depth, width, pids);
    /*
     * TODO(0.4b): 1. Wait for each child; again on EINTR. 2. Add up what those
     * that ended by exit have told. collect will not do here: 137 may be 137
     * leaves, or a child that SIGKILL has ended. The status word knows.
     */
    put_back(&old);
    return children == -1 ? -1 : leaves;
}

/* ---- 0.5 orphans and zombies --------------------------------------------- */

int start_detached(char *const argv[])
{
    struct sigaction old;
    pid_t pid;
    int result = -1;

    fflush(stdout);
    keep_statuses(&old);
    /*
     * TODO(0.5a): 1. Fork a child. 2. Child: make a session of its own
     * (setsid), fork once more, and leave with _exit at once. The grandchild
     * becomes the program, as in 0.1. Now its parent is gone, and process 1 or
     * a "subreaper" takes it in. 3. Parent: collect the child; result = 0.
     */
    (void)argv;
    (void)pid;
    errno = ENOSYS;
    put_back(&old);
    return result;
}

/* Reaps until there is no child any more. */
static int reap_everybody(pid_t pid, int *status)
{
    /*
     * TODO(0.5b): 1. Wait for any child, again and again; again on EINTR, too.
     * 2. The one with this pid is the program: decode its status word, as in
     * 0.1. Count the others. 3. When no child is left (ECHILD), return the
     * count.
     */
    (void)pid;
    (void)status;
    errno = ENOSYS;
    return -1;
}

int run_and_adopt(char *const argv[], int *status)
{
    struct sigaction old;
    int others = -1;
    pid_t pid;

    keep_statuses(&old);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid = start(argv);
    if (pid != -1)
        others = reap_everybody(pid, status);
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    put_back(&old);
    return others;
}

/* ---- 0.6 in a program with threads --------------------------------------- */

int run_logged(char *const argv[], void (*log)(const char *line))
{
    struct sigaction old;
    char line[256];
    int status = -1;
    pid_t pid;

    fflush(stdout);
    keep_statuses(&old);
    /*
     * TODO(0.6): 1. Make the line "start NAME" (snprintf) and log it. 2. Fork,
     * become the program, collect it, as in 0.1. What may stand between fork
     * and exec? Only the thread that called fork exists in the child; if
     * another one held a lock at that moment, nobody will ever release it
     * there. 3. If it ran, log "end NAME STATUS".
     */
    (void)argv;
    (void)log;
    (void)line;
    (void)pid;
    errno = ENOSYS;
    put_back(&old);
    return status;
}

/* ---- 0.7 an upper-case service ------------------------------------------- */

/* Names of the files that answers come in: made at first, then whole. */
static void name_files(const char *directory, int worker, char made[],
                       char whole[], size_t size)
{
    snprintf(made, size, "%s/answer.%d.part", directory, worker);
    snprintf(whole, size, "%s/answer.%d", directory, worker);
}

static int write_upper(const char *path, const char *word)
{
    FILE *file = fopen(path, "we");

    if (file == NULL)
        return -1;
    for (const char *at = word; *at != '\0'; at++)
        fputc(toupper((unsigned char)*at), file);
    return fclose(file) == EOF ? -1 : 0;
}

/* The whole file as a string; NULL if there is none. */
static char *read_answer(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t size = 0;

    if (file == NULL)
        return NULL;
    if (getdelim(&text, &size, '\0', file) == -1 && text != NULL)
        text[0] = '\0'; /* an empty answer */
    fclose(file);
    return text;
}

/*
 * The worker's part. Choose how the answer is to go: an exit status has 8 bits,
 * a variable changes only in the child's own copy of memory, an environment goes
 * down to children and never up. The finished helpers above are for files; they
 * are not the only way that works.
 */
static _Noreturn void be_worker(int worker, const char *word,
                                const char *directory, void (*working)(int))
{
    /*
     * TODO(0.7a): 1. working(worker). 2. Write the answer to a file, give it its
     * final name (rename) only when it is whole. 3. Leave with _exit: 0, or 1 if
     * something failed.
     */
    (void)worker;
    (void)word;
    (void)directory;
    (void)working;
    (void)write_upper;
    (void)name_files;
    _exit(1);
}

/* One answer, after its worker has been reaped; nothing of it is left behind. */
static char *take_answer(int worker, int status, const char *directory)
{
    /*
     * TODO(0.7b): 1. If the worker ended well, read its answer. 2. Remove both
     * files, whichever there are. 3. Return the answer, or NULL.
     */
    (void)worker;
    (void)status;
    (void)directory;
    (void)read_answer;
    return NULL;
}

/* Returns how many were started; fewer than count if a fork failed. */
static int start_workers(const char *const words[], int count, pid_t pids[],
                         const char *directory, void (*working)(int worker))
{
    /*
     * TODO(0.7c): Fork one worker for each word (be_worker) and note its pid.
     * If a fork fails, return how many there are.
     */
    (void)be_worker;
    (void)words;
    (void)count;
    (void)pids;
    (void)directory;
    (void)working;
    errno = ENOSYS;
    return 0;
}

int shout_all(const char *const words[], int count, char *answers[],
              const char *directory, void (*working)(int worker))
{
    pid_t pids[WORKERS_MAX];
    struct sigaction old;
    int good = 0, started, error;

    fflush(stdout);
    keep_statuses(&old);
    started = start_workers(words, count, pids, directory, working);
    error = errno;
    if (started < count)
        stop_all(pids, started);
    for (int i = 0; i < started; i++) {
        int status = started < count ? -1 : collect(pids[i]);

        answers[i] = take_answer(i, status, directory);
        if (started < count)
            free(answers[i]);
        else
            good += answers[i] != NULL;
    }
    put_back(&old);
    errno = error;
    return started < count ? -1 : good;
}
