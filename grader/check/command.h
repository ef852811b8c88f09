/* command.h - runs one command to its end, within limits.
 *
 * Its standard input is empty, its output and errors are collected together;
 * what is more than the limit is counted and thrown away. When it returns,
 * nothing of the command is left: whatever it started is ended too. */
#ifndef CHECK_COMMAND_H
#define CHECK_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct command {
    char *const *argv;
    char *const *environment;
    const char *directory;
    int kept_fd;         /* the command inherits it; 0: none beyond 2 */
    int wall_seconds;    /* the emergency brake */
    int cpu_seconds;     /* per process; 0: no limit, as the next two */
    size_t memory_bytes; /* per process */
    size_t file_bytes;   /* of a file it writes */
    size_t output_bytes; /* that are kept of its output; at least 1 */
    void (*started)(void *argument, pid_t pid); /* or NULL */
    void *argument;
};

struct outcome {
    int status;     /* as waitpid gives it */
    bool timed_out; /* the brake was pulled */
    bool abandoned; /* the front is gone: give up */
    char *output;   /* malloc'd, ended by a NUL byte */
    size_t length;
    bool cut; /* there was more output than kept */
};

/* Returns 0, and the caller frees outcome->output; or -1 with errno. A command
 * that cannot be started ends with status 127. */
int command_run(const struct command *command, struct outcome *outcome);

#endif
