/*
 * pipes.c - exercises 1.1 to 1.6: what one pipe and several processes can do.
 *
 *   1.1  shout       parent ===> child ---> descriptor 1
 *   1.2  read_full, write_full      all the bytes, not only the first ones
 *   1.3  pipe_two    left ===> right
 *   1.4  pipeline    stage 0 ===> stage 1 ===> ... ===> stage n-1
 *   1.5  coprocess   parent ===> filter ===> parent
 *   1.6  gather      many writers ===> one reader ---> out
 *
 * One thing decides nearly every exercise: who holds which end. A reader sees
 * end-of-file when the last write end is closed, in every process; a writer
 * gets SIGPIPE when the last read end is. fork copies all ends. So the ends
 * are close-on-exec from the start, and whoever does not use one closes it.
 *
 * What each function must do stands in pipes.h. Read pipe(7) first.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipes.h"

/* ---- small helpers ------------------------------------------------------- */

void close_end(int fd)
{
    int saved = errno;

    if (fd != -1)
        close(fd); /* never again on EINTR: Linux has closed it already */
    errno = saved;
}

void stop_children(const pid_t pids[], int count)
{
    int saved = errno;

    for (int i = 0; i < count; i++)
        kill(pids[i], SIGKILL);
    for (int i = 0; i < count; i++)
        reap_child(pids[i]);
    errno = saved;
}

int wait_ready(int fd, short events)
{
    struct pollfd ready = { .fd = fd, .events = events };

    if (poll(&ready, 1, -1) == -1 && errno != EINTR)
        return -1;
    return 0;
}

/*
 * With SIGCHLD ignored (a program inherits that over exec) the kernel throws
 * the status of a child away, and waitpid finds nobody. Every exercise calls
 * this before its first fork, and puts `old` back after its last wait.
 */
static void keep_statuses(struct sigaction *old)
{
    const struct sigaction standard = { .sa_handler = SIG_DFL };

    sigaction(SIGCHLD, &standard, old);
}

/* ---- 1.1 one child, one pipe --------------------------------------------- */

int reap_child(pid_t pid)
{
    /*
     * TODO(1.1a): 1. Wait for this child and no other; wait again when a
     * signal handler interrupted. 2. Any other error: return -1. 3. Ask the
     * status word first whether the child exited or was ended by a signal,
     * then take the number out: the exit status, or 128 + the signal.
     */
    /* SOLUTION(1.1a) */
    int status;

    while (waitpid(pid, &status, 0) == -1) {
        if (errno != EINTR) /* DOC: retry-interrupted-wait */
            return -1;
    }
    if (WIFEXITED(status)) /* DOC: status-word */
        return WEXITSTATUS(status);
    return 128 + WTERMSIG(status);
    /* STARTER(1.1a)
    (void)pid;
    errno = ENOSYS;
    return -1;
    END(1.1a) */
}

/* The child's work: from descriptor rfd to descriptor 1, in upper case. */
static int copy_upper(int rfd)
{
    char buffer[4096];

    /*
     * TODO(1.1b): 1. Read a piece. 2. Put each byte through toupper (as
     * unsigned char). 3. Write exactly the bytes that were read. 4. Repeat
     * until end-of-file: return 0; an error: return -1. Plain read and write
     * will do at first; come back here after 1.2.
     */
    /* SOLUTION(1.1b) */
    ssize_t n;

    while ((n = read_full(rfd, buffer, sizeof buffer)) > 0) {
        for (ssize_t i = 0; i < n; i++)
            buffer[i] = (char)toupper((unsigned char)buffer[i]);
        if (write_full(STDOUT_FILENO, buffer, (size_t)n) == -1)
            return -1;
    }
    return (int)n;
    /* STARTER(1.1b)
    (void)rfd;
    (void)buffer;
    errno = ENOSYS;
    return -1;
    END(1.1b) */
}

/* The two halves of shout; the caller has seen to SIGCHLD. */
static int send_to_child(const char *text, size_t length)
{
    /*
     * TODO(1.1c): 1. Create the pipe (pipe2, O_CLOEXEC). 2. Fork; if that
     * fails, close both ends. 3. Child: close the end it does not use, do
     * copy_upper, and leave with _exit (0, or 1 if it failed). 4. Parent: close
     * the end it does not use, write the text, close the other end so that the
     * child sees end-of-file. 5. Only then reap the child; return its status.
     */
    /* SOLUTION(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pid = fork();
    if (pid == 0) {
        close(ends[1]);                           /* DOC: close-unused-end */
        _exit(copy_upper(ends[0]) == -1 ? 1 : 0); /* DOC: leave-by-_exit */
    }
    close_end(ends[0]);
    if (pid != -1) /* the child's status tells of a failed write */
        (void)write_full(ends[1], text, length);
    close_end(ends[1]); /* DOC: close-then-wait */
    return pid == -1 ? -1 : reap_child(pid);
    /* STARTER(1.1c)
    (void)copy_upper;
    (void)text;
    (void)length;
    errno = ENOSYS;
    return -1;
    END(1.1c) */
}

int shout(const char *text, size_t length)
{
    struct sigaction old;
    int status;

    keep_statuses(&old);
    status = send_to_child(text, length);
    sigaction(SIGCHLD, &old, NULL);
    return status;
}

/* ---- 1.2 all the bytes --------------------------------------------------- */

ssize_t read_full(int fd, void *buffer, size_t count)
{
    /*
     * TODO(1.2a): Until count bytes are here: 1. Read what is missing, to
     * behind what has arrived. 2. 0 is end-of-file: stop. 3. Interrupted: try
     * again. 4. Nothing there yet (non-blocking): wait_ready for POLLIN, try
     * again. 5. Any other error: -1. Return how many bytes are here.
     */
    /* SOLUTION(1.2a) */
    char *to = buffer;
    size_t got = 0;

    while (got < count) {
        ssize_t n = read(fd, to + got, count - got);

        if (n == 0)
            break;
        if (n > 0)
            got += (size_t)n; /* DOC: short-count */
        else if (errno == EAGAIN && wait_ready(fd, POLLIN) == 0)
            continue; /* DOC: not-yet */
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)got;
    /* STARTER(1.2a)
    (void)fd;
    (void)buffer;
    (void)count;
    errno = ENOSYS;
    return -1;
    END(1.2a) */
}

ssize_t write_full(int fd, const void *buffer, size_t count)
{
    /*
     * TODO(1.2b): the same for write: 1. Write the rest. 2. Count what was
     * taken. 3. Interrupted: try again. 4. No room yet (non-blocking):
     * wait_ready for POLLOUT, try again. 5. Any other error: -1.
     */
    /* SOLUTION(1.2b) */
    const char *from = buffer;
    size_t sent = 0;

    while (sent < count) {
        ssize_t n = write(fd, from + sent, count - sent);

        if (n >= 0)
            sent += (size_t)n;
        else if (errno == EAGAIN && wait_ready(fd, POLLOUT) == 0)
            continue;
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)sent;
    /* STARTER(1.2b)
    (void)fd;
    (void)buffer;
    (void)count;
    errno = ENOSYS;
    return -1;
    END(1.2b) */
}

/* ---- 1.3 left | right ---------------------------------------------------- */

int install_fd(int fd, int target)
{
    /*
     * TODO(1.3a): 1. fd is -1: nothing to do. 2. fd is target already (it can
     * be, if the caller had target closed): dup2 would do nothing, so take the
     * close-on-exec flag off (fcntl, F_SETFD). 3. Else dup2; its copy has no
     * close-on-exec flag. Return 0, or -1 if a call failed.
     */
    /* SOLUTION(1.3a) */
    if (fd == -1)
        return 0;
    if (fd == target) /* DOC: already-there */
        return fcntl(fd, F_SETFD, 0);
    return dup2(fd, target) == -1 ? -1 : 0;
    /* STARTER(1.3a)
    (void)fd;
    (void)target;
    errno = ENOSYS;
    return -1;
    END(1.3a) */
}

/*
 * Between fork and exec a child of a program with threads may call only what
 * signal-safety(7) lists: another thread may have held the lock of malloc or
 * printf, and here that lock is never released. (glibc's execvp is safe.)
 */
pid_t start_stage(char *const argv[], int in, int out)
{
    /*
     * TODO(1.3b): 1. Fork; the parent returns the pid (or -1). 2. Child: give
     * SIGPIPE its default action (an ignored signal stays ignored over exec,
     * and 1.5 ignores it). 3. Install in as 0, THEN out as 1. 4. execvp. 5. It
     * returned, so it failed: _exit 127 for ENOENT, 126 for all else.
     */
    /* SOLUTION(1.3b) */
    pid_t pid = fork();

    if (pid != 0)
        return pid;
    signal(SIGPIPE, SIG_DFL);
    if (install_fd(in, STDIN_FILENO) == -1 ||
        install_fd(out, STDOUT_FILENO) == -1)
        _exit(126);
    execvp(argv[0], argv);
    _exit(errno == ENOENT ? 127 : 126); /* DOC: exec-returned */
    /* STARTER(1.3b)
    (void)argv;
    (void)in;
    (void)out;
    errno = ENOSYS;
    return -1;
    END(1.3b) */
}

/* Starts both programs: pids[0] | pids[1]. */
static int start_two(char *const left[], char *const right[], pid_t pids[2])
{
    /*
     * TODO(1.3c): 1. Create the pipe (pipe2, O_CLOEXEC). 2. Start left with
     * the write end as its output, then right with the read end as its input.
     * 3. Close both ends here in any case. 4. If right did not start,
     * stop_children left, so that nothing runs on. Return 0 or -1.
     */
    /* SOLUTION(1.3c) */
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pids[1] = -1;
    pids[0] = start_stage(left, -1, ends[1]);
    if (pids[0] != -1)
        pids[1] = start_stage(right, ends[0], -1); /* DOC: start-both */
    close_end(ends[0]);
    close_end(ends[1]);
    if (pids[1] != -1)
        return 0;
    if (pids[0] != -1)
        stop_children(pids, 1);
    return -1;
    /* STARTER(1.3c)
    (void)left;
    (void)right;
    (void)pids;
    errno = ENOSYS;
    return -1;
    END(1.3c) */
}

/* Reaps all of them, in order: zombies wait, so the order costs nothing. */
static int reap_all(const pid_t pids[], int count, int statuses[])
{
    int result = 0;

    for (int i = 0; i < count; i++) {
        statuses[i] = reap_child(pids[i]);
        if (statuses[i] == -1)
            result = -1;
    }
    return result;
}

int pipe_two(char *const left[], char *const right[], int statuses[2])
{
    struct sigaction old;
    pid_t pids[2];
    int result;

    keep_statuses(&old);
    result = start_two(left, right, pids);
    if (result == 0)
        result = reap_all(pids, 2, statuses);
    sigaction(SIGCHLD, &old, NULL);
    return result;
}

/* ---- 1.4 a pipeline of any length ---------------------------------------- */

/*
 *   before stage i starts:        in ===> (stage i) ===> next[1]
 *                                                        next[0] ===> ...
 *   when it has started:  the parent closes in and next[1]; next[0] is the
 *   new in. So the parent never holds more than three ends, however many
 *   stages there are.
 */
static int start_all(char *const *const stages[], int count, pid_t pids[])
{
    /*
     * TODO(1.4): For each stage: 1. Create the pipe to the next stage (the last
     * one has none: -1). 2. Start the stage between the pipe before it (the
     * first one has none: -1) and this one. 3. Close the two ends it has got;
     * keep the read end for the next stage. 4. If pipe2 or start_stage fails:
     * close what is open, stop_children those that run, return -1.
     */
    /* SOLUTION(1.4) */
    int in = -1;

    for (int i = 0; i < count; i++) {
        int next[2] = { -1, -1 };

        pids[i] = -1;
        if (i == count - 1 || pipe2(next, O_CLOEXEC) == 0)
            pids[i] = start_stage(stages[i], in, next[1]);
        close_end(in);
        close_end(next[1]); /* DOC: parent-closes-too */
        in = next[0];
        if (pids[i] == -1) {
            close_end(in);
            stop_children(pids, i);
            return -1;
        }
    }
    return 0;
    /* STARTER(1.4)
    (void)stages;
    (void)count;
    (void)pids;
    errno = ENOSYS;
    return -1;
    END(1.4) */
}

int pipeline(char *const *const stages[], int count, int statuses[])
{
    pid_t pids[PIPELINE_MAX];
    struct sigaction old;
    int result;

    if (count < 1 || count > PIPELINE_MAX) {
        errno = EINVAL;
        return -1;
    }
    keep_statuses(&old);
    result = start_all(stages, count, pids);
    if (result == 0)
        result = reap_all(pids, count, statuses);
    sigaction(SIGCHLD, &old, NULL);
    return result;
}

/* ---- 1.5 feed a filter, collect its output ------------------------------- */

/*
 *   input ---> to ===> filter ===> from ---> output
 *
 * The parent works at both sides at once. If it wrote everything first, the
 * filter would fill the second pipe, sleep there, and read no more: both would
 * sleep for ever.
 */
struct exchange {
    pid_t pid;
    int to;            /* write end, non-blocking; -1 when closed */
    int from;          /* read end; -1 after end-of-file */
    const char *input; /* what is still to be sent ... */
    size_t left;       /* ... and how many bytes of it */
    char *output;      /* what has arrived; realloc'd by collect */
    size_t used;
    size_t capacity;
};

/* Starts the filter between two pipes and fills in pid, to and from. */
static int open_filter(struct exchange *x, char *const filter[])
{
    int to[2] = { -1, -1 };
    int from[2] = { -1, -1 };

    /*
     * TODO(1.5a): 1. Create both pipes (O_CLOEXEC). 2. Make the end that YOU
     * write to non-blocking (fcntl F_GETFL, F_SETFL), and only that one.
     * 3. start_stage the filter between them. 4. Close its two ends here, store
     * pid, to and from. On an error close all four and return -1.
     */
    /* SOLUTION(1.5a) */
    if (pipe2(to, O_CLOEXEC) == -1 || pipe2(from, O_CLOEXEC) == -1)
        goto fail;
    if (fcntl(to[1], F_SETFL, fcntl(to[1], F_GETFL) | O_NONBLOCK) == -1)
        goto fail; /* DOC: only-my-own-end */
    x->pid = start_stage(filter, to[0], from[1]);
    if (x->pid == -1)
        goto fail;
    close_end(to[0]);
    close_end(from[1]);
    x->to = to[1];
    x->from = from[0];
    return 0;
fail:
    for (int i = 0; i < 2; i++) {
        close_end(to[i]);
        close_end(from[i]);
    }
    return -1;
    /* STARTER(1.5a)
    (void)x;
    (void)filter;
    (void)to;
    (void)from;
    errno = ENOSYS;
    return -1;
    END(1.5a) */
}

/* Sends one piece. Closes `to` when all is sent or nobody reads any more. */
static int feed(struct exchange *x)
{
    /*
     * TODO(1.5b): 1. If something is left, write it: one call. 2. What was
     * taken: step input on, shrink left. 3. EAGAIN and EINTR: nothing happened,
     * poll will call again. 4. EPIPE: the filter wants no more, so nothing is
     * left to do (left = 0). 5. Any other error: -1. 6. When left is 0, close
     * `to` and set it to -1: that is how the filter sees end-of-file.
     */
    /* SOLUTION(1.5b) */
    if (x->left > 0) {
        ssize_t n = write(x->to, x->input, x->left);

        if (n >= 0) {
            x->input += n;
            x->left -= (size_t)n;
        } else if (errno == EPIPE) {
            x->left = 0; /* DOC: wants-no-more */
        } else if (errno != EAGAIN && errno != EINTR) {
            return -1;
        }
    }
    if (x->left == 0) {
        close_end(x->to);
        x->to = -1;
    }
    return 0;
    /* STARTER(1.5b)
    (void)x;
    errno = ENOSYS;
    return -1;
    END(1.5b) */
}

/* Takes one piece of output. Closes `from` at end-of-file. */
static int collect(struct exchange *x)
{
    ssize_t n;

    if (x->capacity - x->used < PIPE_BUF) {
        char *larger = realloc(x->output, 2 * x->capacity);

        if (larger == NULL)
            return -1;
        x->output = larger;
        x->capacity *= 2;
    }
    n = read(x->from, x->output + x->used, x->capacity - x->used);
    if (n > 0)
        x->used += (size_t)n;
    else if (n == -1 && errno != EINTR)
        return -1;
    if (n == 0) {
        close_end(x->from);
        x->from = -1;
    }
    return 0;
}

/* Moves bytes both ways until both directions have ended. */
static int move_both_ways(struct exchange *x)
{
    while (x->to != -1 || x->from != -1) {
        int can_feed = 0;
        int can_collect = 0;

        /*
         * TODO(1.5c): 1. Sleep in one poll (no time-out) until `to` can be
         * written or `from` can be read; poll skips a descriptor of -1.
         * 2. Interrupted: go round again; any other error: return -1.
         * 3. Set can_feed and can_collect. Mind: when the other side has
         * closed, poll says POLLERR or POLLHUP, and the call must be made all
         * the same.
         */
        /* SOLUTION(1.5c) */
        struct pollfd ends[2] = {
            { .fd = x->to, .events = POLLOUT },
            { .fd = x->from, .events = POLLIN },
        };

        if (poll(ends, 2, -1) == -1) {
            if (errno != EINTR)
                return -1;
            continue;
        }
        can_feed = ends[0].revents != 0; /* DOC: any-event */
        can_collect = ends[1].revents != 0;
        /* STARTER(1.5c)
        errno = ENOSYS;
        return -1;
        END(1.5c) */
        if (can_feed && feed(x) == -1)
            return -1;
        if (can_collect && collect(x) == -1)
            return -1;
    }
    return 0;
}

/* One exchange from start to end; SIGPIPE and SIGCHLD are seen to. */
static int run_exchange(struct exchange *x, char *const filter[])
{
    if (open_filter(x, filter) == -1)
        return -1;
    if (move_both_ways(x) == -1) {
        close_end(x->to);
        close_end(x->from);
        stop_children(&x->pid, 1);
        return -1;
    }
    return reap_child(x->pid);
}

int coprocess(char *const filter[], const void *input, size_t length,
              void **output, size_t *output_length)
{
    struct exchange x = {
        .to = -1,
        .from = -1,
        .input = input,
        .left = length,
        .capacity = 16 * PIPE_BUF,
    };
    const struct sigaction ignore = { .sa_handler = SIG_IGN };
    struct sigaction old_chld, old_pipe;
    int status;

    x.output = malloc(x.capacity);
    if (x.output == NULL)
        return -1;
    keep_statuses(&old_chld);
    sigaction(SIGPIPE, &ignore, &old_pipe); /* DOC: epipe-not-death */
    status = run_exchange(&x, filter);
    sigaction(SIGPIPE, &old_pipe, NULL);
    sigaction(SIGCHLD, &old_chld, NULL);
    if (status == -1) {
        free(x.output); /* leaves errno as it is (glibc 2.33 and later) */
        return -1;
    }
    *output = x.output;
    *output_length = x.used;
    return status;
}

/* ---- 1.6 many writers, one reader ---------------------------------------- */

/*
 * A record can be larger than PIPE_BUF, and then its write is not atomic: the
 * kernel may put bytes of other writers into the middle. A packet is not larger
 * than PIPE_BUF and travels in one write, so packets never mix, whoever writes
 * and whoever dies. The reader puts each packet's bytes to its writer's record.
 *
 *   writer 0: |0 aaaa|      |0 aa|             record of 0: aaaaaa  complete
 *   writer 1:        |1 bbb|      (dies)       record of 1: bbb     dropped
 */
struct packet {
    int writer;
    int bytes; /* used in data, 1 or more */
    char data[PIPE_BUF - 2 * sizeof(int)];
};

_Static_assert(sizeof(struct packet) == PIPE_BUF, "a packet is one write");

enum { HEADER = offsetof(struct packet, data) };

/* Sends one record into the pipe, in packets. Called in the writer. */
static int send_record(int wfd, int writer, const char *record, size_t size)
{
    struct packet packet = { .writer = writer };

    /*
     * TODO(1.6a): Until the whole record is sent: 1. Copy the next piece, as
     * much as fits, into packet.data; note its length in packet.bytes. 2. Send
     * HEADER + bytes with ONE write (write_full makes only one here, since the
     * pipe takes such a small write wholly or not at all). Return 0 or -1.
     */
    /* SOLUTION(1.6a) */
    while (size > 0) {
        size_t piece = size < sizeof packet.data ? size : sizeof packet.data;

        memcpy(packet.data, record, piece);
        packet.bytes = (int)piece;
        if (write_full(wfd, &packet, HEADER + piece) == -1)
            return -1; /* DOC: one-write-per-packet */
        record += piece;
        size -= piece;
    }
    return 0;
    /* STARTER(1.6a)
    (void)wfd;
    (void)packet;
    (void)record;
    (void)size;
    errno = ENOSYS;
    return -1;
    END(1.6a) */
}

/* What the reader knows of the records that are on their way. */
struct assembly {
    size_t size;            /* of every record */
    size_t got[GATHER_MAX]; /* bytes of writer w's record so far */
    char *buffers;          /* writer w's record starts at w * size */
    int delivered;          /* whole records written to out */
};

/* Takes one packet. Returns 1, 0 at end-of-file, -1 on an error. */
static int receive_packet(int rfd, struct assembly *a, int out)
{
    struct packet packet;

    /*
     * TODO(1.6b): 1. read_full the header (HEADER bytes): 0 is end-of-file,
     * -1 an error. 2. read_full the packet's bytes to behind what writer
     * packet.writer has in the buffers; add them to its got. 3. If its record
     * is complete: write_full it to out, count it, and got is 0 again.
     * Return 1, or -1 if a call failed.
     */
    /* SOLUTION(1.6b) */
    ssize_t n = read_full(rfd, &packet, HEADER);
    size_t *got;
    char *record;

    if (n <= 0)
        return (int)n;
    got = &a->got[packet.writer];
    record = a->buffers + (size_t)packet.writer * a->size;
    if (read_full(rfd, record + *got, (size_t)packet.bytes) == -1)
        return -1;
    *got += (size_t)packet.bytes;
    if (*got < a->size)
        return 1;
    if (write_full(out, record, a->size) == -1)
        return -1;
    a->delivered++;
    *got = 0;
    return 1;
    /* STARTER(1.6b)
    (void)rfd;
    (void)packet;
    (void)a;
    (void)out;
    errno = ENOSYS;
    return -1;
    END(1.6b) */
}

/* The writer's life, in the child. `record` has room for one record. */
static void write_records(int wfd, int writer, int records, size_t size,
                          void (*make)(int, int, char *, size_t), char *record)
{
    for (int number = 0; number < records; number++) {
        make(writer, number, record, size);
        if (send_record(wfd, writer, record, size) == -1)
            _exit(1);
    }
    _exit(0);
}

int gather(int writers, int records, size_t size,
           void (*make)(int writer, int number, char *record, size_t size),
           int out)
{
    struct assembly a = { .size = size };
    struct sigaction old;
    pid_t pids[GATHER_MAX];
    int ends[2] = { -1, -1 };
    int started = 0;
    int received = -1;

    if (writers < 1 || writers > GATHER_MAX || size < 1 || size > RECORD_MAX ||
        records < 0 || records > INT_MAX / writers) {
        errno = EINVAL;
        return -1;
    }
    keep_statuses(&old);
    a.buffers = malloc((size_t)writers * size);
    if (a.buffers == NULL || pipe2(ends, O_CLOEXEC) == -1)
        goto done;
    for (; started < writers; started++) {
        pids[started] = fork();
        if (pids[started] == -1)
            goto done;
        if (pids[started] == 0) {
            close(ends[0]); /* else nothing ends this child if we die */
            write_records(ends[1], started, records, size, make, a.buffers);
        }
    }
    close_end(ends[1]); /* else the reader waits for itself */
    ends[1] = -1;
    do {
        received = receive_packet(ends[0], &a, out);
    } while (received == 1);
done:
    close_end(ends[0]);
    close_end(ends[1]);
    if (received == -1) {
        stop_children(pids, started);
    } else {
        for (int w = 0; w < started; w++)
            reap_child(pids[w]);
    }
    sigaction(SIGCHLD, &old, NULL);
    free(a.buffers);
    return received == -1 ? -1 : a.delivered;
}
