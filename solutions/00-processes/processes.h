/*
 * processes.h - the functions of lab 00, documented like manual pages.
 *
 *              fork            exec                    exit
 *   parent ----+------------------------------------+- - - - wait ----->
 *              |                                    :         ^
 *              +- child: a copy ==> a new program --+ zombie  | status word
 *
 * Conventions of every function here:
 * - It returns -1 and sets errno on an error, and then leaves nothing behind:
 *   no child, no memory, no file.
 * - The caller has no children of its own while a function runs, so wait for
 *   any child is allowed, and so is wait by pid.
 * - It works with SIGCHLD ignored too: for the time of the call the signal has
 *   its default action, afterwards the caller's action is back.
 * - A signal handler of the caller that interrupts a wait ends nothing.
 * - A status is what a shell shows as $?: 0 to 255 from exit, 128 + n for a
 *   program that signal n ended, 127 for a program that was not found and 126
 *   for one that was found but cannot be executed.
 * - An argument vector is an array of strings that ends with a null pointer;
 *   argv[0] is the program and is looked up in PATH.
 */
#ifndef PROCESSES_H
#define PROCESSES_H

#include <sys/types.h>

enum {
    TREE_MAX = 250, /* leaves of a tree: an exit status has only 8 bits */
    WORKERS_MAX = 64,
};

/* ---- 0.1: one program ---------------------------------------------------- */

/*
 * Makes an argument vector of the program's name and `count` further words.
 * words   exactly count strings. Nothing stands behind the last one: there is
 *         no null pointer, and what lies there must not be looked at.
 * Returns the vector, which the caller frees with free (the strings stay the
 * caller's), or NULL. Errors: ENOMEM.                                 exec(3)
 */
char **make_vector(const char *program, const char *const words[], int count);

/*
 * Starts a program in a child. Text that waits in stdout's buffer is written
 * once, by whoever printed it. If the program cannot be executed the child ends
 * with status 127 (ENOENT) or 126 (anything else).
 * Returns the child's pid, or -1. Errors: those of fork.      fork(2) exec(3)
 */
pid_t start(char *const argv[]);

/*
 * Waits until the child `pid` has ended and reaps it.
 * Returns its status, or -1. Errors: ECHILD.                          wait(2)
 */
int collect(pid_t pid);

/*
 * Runs a program with these words and waits for it.
 * Returns its status, or -1. Errors: ENOMEM, those of fork.
 */
int run_words(const char *program, const char *const words[], int count);

/* ---- 0.2: many programs, any order --------------------------------------- */

/*
 * Starts all programs, so that they run at the same time, then waits for all.
 * statuses  has room for count; statuses[i] becomes the status of commands[i],
 *           in whichever order they end
 * Returns 0. If one cannot be started, those that run are killed (SIGKILL) and
 * reaped, and it returns -1. Errors: those of fork.          wait(2) kill(2)
 */
int run_all(char *const *const commands[], int count, int statuses[]);

/* ---- 0.3: files instead of the terminal ---------------------------------- */

/* One of `fd< path`, `fd> path`, `fd>> path` (path is set) or `fd>&from`. */
struct redirection {
    int fd;
    const char *path; /* or NULL */
    int flags;        /* for open: O_RDONLY, O_WRONLY | O_CREAT | ... */
    int from;         /* if path is NULL: fd becomes a copy of this one */
};

/*
 * Runs a program with redirected descriptors and waits for it. The list is
 * carried out from left to right, in the child only: the caller's descriptors
 * stay as they are, and the program gets no descriptor that is not asked for.
 * New files get mode 0666 (less the umask).
 * Returns the program's status, or -1. If a file cannot be opened, or `from` is
 * no open descriptor, the program does not run and the status is 1.
 * Errors: those of fork.                                     open(2) dup2(2)
 */
int run_redirected(const struct redirection list[], int count,
                   char *const argv[]);

/*
 * Changes the directory in which all programs run that are started from now on.
 * Returns 0, or -1. Errors: those of chdir.                          chdir(2)
 */
int go_to(const char *directory);

/* ---- 0.4: a tree --------------------------------------------------------- */

/*
 * Makes a tree of processes: the caller is the root, every node above depth 0
 * forks `width` children, and at depth 0 stand the leaves. All children of a
 * node exist at the same time. Each node waits for its own children and tells
 * its parent with its exit status how many leaves are below it; a leaf tells 1.
 * depth, width  with at most TREE_MAX leaves in all; depth 0: just the caller
 * Returns how many leaves ended well: a node that was killed counts for none.
 * -1 if the root cannot fork; a node that cannot fork ends with 0. All its
 * processes are reaped in any case. Errors: those of fork.   fork(2) _exit(2)
 */
int count_leaves(int depth, int width);

/* ---- 0.5: orphans and zombies -------------------------------------------- */

/*
 * Starts a program that goes on by itself, in a session of its own (setsid): it
 * is nobody's zombie when it ends, and the caller has no child to wait for.
 * Does not wait for the program.
 * Returns 0, or -1. Errors: those of the first fork.         setsid(2) fork(2)
 */
int start_detached(char *const argv[]);

/*
 * Runs a program and waits for it and for all that it leaves running: orphans
 * become the caller's children for the time of the call, and each of them is
 * reaped.
 * status  becomes the program's own status
 * Returns how many other processes were reaped, or -1. Errors: those of fork.
 *                                            prctl(2), PR_SET_CHILD_SUBREAPER
 */
int run_and_adopt(char *const argv[], int *status);

/* ---- 0.6: in a program with threads -------------------------------------- */

/*
 * As start and collect together, and says in the caller's log what it does. log
 * writes one line; it takes a lock while it does so, which other threads take as
 * well. It logs
 *     "start NAME" before the program is started, and
 *     "end NAME STATUS" after it has been reaped.
 * NAME is argv[0].
 * Returns the program's status, or -1. Errors: those of fork.
 *                                       fork(2), NOTES; signal-safety(7)
 */
int run_logged(char *const argv[], void (*log)(const char *line));

/* ---- 0.7: an upper-case service ------------------------------------------ */

/*
 * Puts each word into upper case (toupper, C locale), each in a process of its
 * own, all at the same time. A worker calls working(i) first; that may take
 * long, and may end the worker.
 * words     count strings of any length, at most WORKERS_MAX of them
 * answers   has room for count; answers[i] becomes the answer to words[i],
 *           which the caller frees, or NULL if that worker did not end well
 * directory a place for files, if they are needed: it exists, may be written to,
 *           and is as it was afterwards
 * An answer is whole or missing, never a part. How it comes from the worker to
 * the caller is yours to choose.
 * Returns how many answers there are, or -1. Errors: those of fork.
 */
int shout_all(const char *const words[], int count, char *answers[],
              const char *directory, void (*working)(int worker));

#endif
