/*
 * pipes.h - the functions of lab 01, documented like manual pages.
 *
 *             write(ends[1])   +---------------+   read(ends[0])
 *   writer ------------------> | 64 KiB in the | ------------------> reader
 *                              |    kernel     |
 *   full: write sleeps         +---------------+          empty: read sleeps
 *   no read end left: SIGPIPE, EPIPE          no write end left: end-of-file
 *
 * Conventions of every function here:
 * - It returns -1 and sets errno on an error, and then leaves nothing behind:
 *   no child, no descriptor, no memory.
 * - The children it starts are its own: it reaps each of them by its pid and
 *   touches no other child of the caller (run_line alone differs).
 * - It works with SIGCHLD ignored too: for the time of the call the signal has
 *   its default action, afterwards the caller's action is back.
 * - Descriptors that the caller opened stay the caller's: none is closed here.
 * - A status is what a shell shows as $?: 0 to 255 from exit, 128 + n for a
 *   program that signal n ended, 127 for a program that was not found and 126
 *   for one that was found but cannot be executed.
 * - An argument vector is an array of strings that ends with a null pointer;
 *   argv[0] is the program and is looked up in PATH.
 */
#ifndef PIPES_H
#define PIPES_H

#include <stddef.h>
#include <sys/types.h>

enum {
    PIPELINE_MAX = 64,    /* stages of one pipeline */
    GATHER_MAX = 64,      /* writers of one gather */
    RECORD_MAX = 1 << 20, /* bytes of one record */
    SHELL_EXIT = 256,     /* run_line: "exit N" was met, status N added */
};

/* ---- 1.1: one child, one pipe -------------------------------------------- */

/*
 * Sends text[0..length-1] through a pipe to one child, which reads until
 * end-of-file and writes every byte through toupper (C locale) to descriptor 1.
 * text    any bytes, also zero bytes; any length, also 0 and many megabytes
 * Returns the child's status, after the child has been reaped. The child ends
 * with 0, or with 1 if it cannot write. A child that ends early is no error:
 * its status tells. SIGPIPE keeps the action it has in the caller.
 * Errors: those of pipe2 and fork.             pipe(2) fork(2) wait(2) pipe(7)
 */
int shout(const char *text, size_t length);

/*
 * Waits until the child `pid` has ended and reaps it. A signal handler that
 * interrupts the wait does not end it.
 * Returns the child's status as $? shows it. Errors: ECHILD.           wait(2)
 */
int reap_child(pid_t pid);

/* ---- 1.2: all the bytes -------------------------------------------------- */

/*
 * Reads until `count` bytes have arrived, however few each read brings.
 * A signal handler that interrupts is no error; on a non-blocking descriptor
 * it sleeps in poll until there is more.
 * Returns count; fewer bytes, also 0, only at end-of-file; -1 on an error,
 * also when some bytes had already arrived. Errors: those of read and poll.
 *                                                 read(2) poll(2) signal(7)
 */
ssize_t read_full(int fd, void *buffer, size_t count);

/*
 * Writes all `count` bytes, however few each write takes; else like read_full.
 * Returns count or -1. Errors: those of write and poll; EPIPE when nobody can
 * read any more and SIGPIPE is ignored.          write(2) poll(2) pipe(7)
 */
ssize_t write_full(int fd, const void *buffer, size_t count);

/*
 * Sleeps until `fd` can be read (events = POLLIN) or written (POLLOUT), or an
 * error or hang-up waits there. Finished code.
 * Returns 0, also when a signal handler interrupted it: so try your call again
 * in any case. Errors: those of poll but EINTR.                        poll(2)
 */
int wait_ready(int fd, short events);

/* ---- 1.3: left | right --------------------------------------------------- */

/*
 * Runs `left | right`, both at the same time, and reaps both.
 * left, right   argument vectors
 * statuses      [0] is left's status, [1] right's, when 0 is returned
 * Beside what the caller lets its children inherit, a program gets exactly
 * the ends it needs, as descriptors 0 and 1: no other pipe end reaches it.
 * Returns 0. Errors: those of pipe2 and fork; a program that did start is then
 * ended with SIGKILL and reaped.         pipe(2) dup(2) exec(3) wait(2) kill(2)
 */
int pipe_two(char *const left[], char *const right[], int statuses[2]);

/*
 * For a child before exec: makes `fd` the descriptor `target`, open across
 * exec, whichever number fd has, `target` itself included. Does nothing if fd
 * is -1. fd stays open (it is close-on-exec, so exec will close it).
 * Returns 0. Errors: those of dup2 and fcntl.                  dup(2) fcntl(2)
 */
int install_fd(int fd, int target);

/*
 * Starts argv[] in a child with `in` as its descriptor 0 and `out` as its
 * descriptor 1 (-1: what the caller has there, closed if it is closed there).
 * SIGPIPE has its default action in the program. A program that cannot be
 * started leaves a child that ends with 127 or 126.
 * Returns the pid, which the caller must reap. The caller still owns in and
 * out. Errors: those of fork.                            fork(2) exec(3) dup(2)
 */
pid_t start_stage(char *const argv[], int in, int out);

/*
 * Ends `count` children with SIGKILL and reaps them; errno stays as it was.
 * Finished code, for the way out after an error.                       kill(2)
 */
void stop_children(const pid_t pids[], int count);

/*
 * Closes fd unless it is -1; errno stays as it was. Finished code.    close(2)
 */
void close_end(int fd);

/* ---- 1.4: a pipeline of any length --------------------------------------- */

/*
 * Runs stages[0] | stages[1] | ... | stages[count-1], all at the same time,
 * and reaps them all.
 * stages     `count` argument vectors, 1 to PIPELINE_MAX
 * statuses   one status per stage, in order, when 0 is returned
 * Right whichever of the caller's descriptors 0, 1, 2 are open. One that is
 * closed stays closed: 0 for the first stage, 1 for the last, 2 for each.
 * Returns 0. Errors: EINVAL for a count out of range; those of pipe2 and fork,
 * and then the stages that did start are ended with SIGKILL and reaped.
 *                                            pipe(2) dup(2) exec(3) pipe(7)
 */
int pipeline(char *const *const stages[], int count, int statuses[]);

/* ---- 1.5: feed a filter and collect what it says ------------------------- */

/*
 * Starts `filter`, writes input[0..length-1] to its standard input and collects
 * its standard output until end-of-file, both at the same time, and reaps it.
 * input           any size; may be a null pointer when length is 0
 * output          receives a malloc'd buffer (never a null pointer), which the
 *                 caller frees; untouched on an error
 * output_length   receives the number of bytes in it
 * A filter may stop reading or close its output whenever it likes: neither is
 * an error, and the other direction goes on. SIGPIPE is ignored in the caller
 * (in all its threads) during the call and restored before it returns; the
 * filter gets the default action, and blocking descriptors.
 * Returns the filter's status. Errors: those of pipe2, fork, read, write, poll,
 * malloc; the filter is then ended with SIGKILL and reaped.
 *                                  pipe(7) poll(2) fcntl(2) sigaction(2)
 */
int coprocess(char *const filter[], const void *input, size_t length,
              void **output, size_t *output_length);

/* ---- 1.6: many writers, one reader --------------------------------------- */

/*
 * Starts `writers` children. Child w (from 0) builds its records 0, 1, ...,
 * records-1 with make(w, number, record, size) and sends them to the caller's
 * process, which writes each record, whole and unmixed, to descriptor `out`.
 * writers   1 to GATHER_MAX        records   0 or more, per writer
 * size      bytes of one record, 1 to RECORD_MAX, more than PIPE_BUF too
 * make      fills record[0..size-1]; called in the child only
 * Records of one writer arrive in order; those of several take turns as they
 * come. The unfinished record of a writer that dies is dropped, and nobody
 * else's suffers. All children are reaped on return.
 * Returns the number of whole records written to out; fewer than writers times
 * records when a writer died. Errors: EINVAL for an argument out of range;
 * those of pipe2, fork, malloc, read and of write to out; the children are
 * then ended with SIGKILL and reaped.        pipe(7) PIPE_BUF, write(2)
 */
int gather(int writers, int records, size_t size,
           void (*make)(int writer, int number, char *record, size_t size),
           int out);

/* ---- 1.7: a small shell (shell.c) ---------------------------------------- */

/*
 * Runs one line as bash does: words, '...', "...", backslash, the operators
 * | < > >> & ; and the built-ins `cd [DIR]` and `exit [N]`. No variables, no
 * patterns. A command before & runs in the background and reads /dev/null.
 * A built-in inside a pipeline or before & acts in a child only.
 * Returns the status of the line: that of its last command (for a pipeline, of
 * the last stage); 0 after &; 127 or 126 for a program that cannot be started;
 * 1 for a redirection or cd that failed; 2 for a syntax error; what the line
 * before gave if the line is empty. The exit built-in returns SHELL_EXIT + N (N
 * from 0 to 255; without N the status of the command before): the caller ends.
 * Messages go to descriptor 2. Foreground children are reaped before it
 * returns, background ones at the start of a later call, which reaps every
 * child of the process that has ended: so a process that calls run_line starts
 * its children with run_line only, and from one thread only.
 * Errors: those of pipe2, fork, malloc; what had been started for the job that
 * failed is ended with SIGKILL and reaped.
 *                              bash(1) open(2) dup(2) chdir(2) wait(2)
 */
int run_line(const char *line);

/*
 * Splits text at blanks; '...', "..." and backslash quote as in a shell, all
 * other characters stand for themselves. Finished code.
 * Returns an argument vector (empty if there is no word) in one block, which
 * the caller frees with one free; a null pointer on an error.
 * Errors: EINVAL for a quote that is never closed, ENOMEM.
 */
char **split_words(const char *text);

#endif
