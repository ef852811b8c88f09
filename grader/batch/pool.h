/* pool.h - many ipccheck at the same time, each in a process of its own.
 *
 *   pool_start ─► ipccheck ─► its own worker, sandbox, ...
 *              ─► ipccheck          each gets SIGTERM when this process dies,
 *   pool_wait ◄─ one that ended     by SIGKILL too, and then cleans up itself
 */
#ifndef BATCH_POOL_H
#define BATCH_POOL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { POOL_MAX = 256 };

struct job {
    int id;    /* the caller's */
    pid_t pid; /* 0: this place is free */
    int pidfd;
    int errors;       /* a memory file with what it wrote to stderr */
    int64_t deadline; /* on the monotonic clock, in ms */
    bool told;        /* it was asked to end */
    int status;       /* when it has ended: as waitpid gives it */
};

struct pool {
    struct job jobs[POOL_MAX];
    int size, running;
};

/* Takes over SIGINT, SIGTERM, SIGHUP: they make pool_stopped true. */
void pool_begin(struct pool *pool, int size);

/* The signal that asked us to stop, or 0. */
int pool_stopped(void);

/* Starts argv as job `id`; there must be room. Returns 0, or -1 with errno. */
int pool_start(struct pool *pool, int id, char *const argv[]);

/* Waits until a job has ended, and returns it; its place is free again with
 * pool_free. A job that takes minutes is asked to end, and later made to.
 * NULL: nothing runs, or a signal came. */
struct job *pool_wait(struct pool *pool);

/* The first line it wrote to stderr, malloc'd and without a newline. */
char *pool_message(const struct job *job);
void pool_free(struct pool *pool, struct job *job);

/* Ends all that run and waits for them. */
void pool_end(struct pool *pool);

#endif
