/* stuck.c - programs in which nobody can ever go on, one for each cause.
 *
 * The mistake of each is the line that is not there.
 */
#include "scenes.h"

#include <err.h>
#include <pthread.h>
#include <unistd.h>

#define MORE_THAN_A_PIPE_HOLDS 200000

static char bytes[MORE_THAN_A_PIPE_HOLDS];

static void read_to_end(int rfd)
{
    while (read(rfd, bytes, sizeof bytes) > 0)
        continue;
}

static void write_much(int wfd)
{
    if (write(wfd, bytes, sizeof bytes) == -1)
        err(1, "write");
}

static int own_write_end(void)
{
    int ends[2];
    make_pipe(ends);
    read_to_end(ends[0]); /* ends[1] is open in this very process */
    return 0;
}

static int held_write_end(void)
{
    int ends[2];
    make_pipe(ends);
    int child = make_child();
    if (child == 0) {
        (void)close(ends[1]);
        read_to_end(ends[0]);
        return 0;
    }
    return status_of(child); /* ends[1] is open here */
}

static int leaked_end(void)
{
    int ends[2];
    make_pipe(ends);
    int child = make_child();
    if (child == 0) {
        (void)dup2(ends[0], STDIN_FILENO);
        (void)close(ends[0]);
        (void)execlp("cat", "cat", NULL); /* cat gets ends[1] as well */
        return 127;
    }
    (void)close(ends[0]);
    (void)close(ends[1]);
    return status_of(child);
}

static int held_read_end(void)
{
    int ends[2];
    make_pipe(ends);
    int reader = make_child();
    if (reader == 0)
        return read(ends[0], bytes, 1) == 1 ? 0 : 1; /* one byte only */
    int writer = make_child();
    if (writer == 0) {
        (void)close(ends[0]);
        write_much(ends[1]);
        return 0;
    }
    (void)status_of(reader);
    return status_of(writer); /* ends[0] is open here */
}

static int wait_before_read(void)
{
    int ends[2];
    make_pipe(ends);
    int child = make_child();
    if (child == 0) {
        (void)close(ends[0]);
        write_much(ends[1]);
        return 0;
    }
    (void)close(ends[1]);
    int status = status_of(child);
    read_to_end(ends[0]);
    return status;
}

/* Two pipes, to and fro; closes the ends that this side does not use. */
static int make_pair(int *rfd, int *wfd)
{
    int there[2], back[2];
    make_pipe(there);
    make_pipe(back);
    int child = make_child();
    *rfd = child ? back[0] : there[0];
    *wfd = child ? there[1] : back[1];
    (void)close(child ? there[0] : there[1]);
    (void)close(child ? back[1] : back[0]);
    return child;
}

static int both_write(void)
{
    int rfd, wfd, child = make_pair(&rfd, &wfd);
    write_much(wfd);
    read_to_end(rfd);
    return child ? status_of(child) : 0;
}

static int both_read(void)
{
    int rfd, wfd, child = make_pair(&rfd, &wfd);
    if (read(rfd, bytes, 1) == 1 && write(wfd, bytes, 1) == 1)
        return child ? status_of(child) : 0;
    return 1;
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int told[2];

static void *lock_and_tell(void *unused)
{
    (void)pthread_mutex_lock(&mutex);
    (void)!write(told[1], "x", 1);
    (void)pause(); /* the lock is never given back */
    return unused;
}

static int lost_lock(void)
{
    pthread_t thread;
    make_pipe(told);
    if (pthread_create(&thread, NULL, lock_and_tell, NULL) != 0 ||
        read(told[0], bytes, 1) != 1)
        return 1;
    int child = make_child();
    if (child == 0)
        return pthread_mutex_lock(&mutex);
    return status_of(child);
}

static int no_signal(void)
{
    return pause();
}

/* A child made by vfork shares its parent's memory and keeps it waiting. */
static int vfork_reads(void)
{
    static int ends[2];
    make_pipe(ends);
    pid_t child = vfork();
    if (child == 0) {
        read_to_end(ends[0]);
        _exit(0);
    }
    return child == -1 ? 1 : status_of(child);
}

static void *read_told(void *unused)
{
    read_to_end(told[0]);
    return unused;
}

static int threads_read(void)
{
    pthread_t thread;
    make_pipe(told);
    if (pthread_create(&thread, NULL, read_told, NULL) != 0)
        return 1;
    return pthread_join(thread, NULL); /* told[1] is open in this process */
}

/* Standard input and output are two ends of one pipe, which others may hold
 * as well. */
static int reads_input(void)
{
    read_to_end(STDIN_FILENO);
    return 0;
}

/* Thousands of children and pipes that are gone, and then the parent reads from
 * a pipe whose write end only itself holds. */
static int after_a_long_life(void)
{
    int kept[2], ends[2];
    char byte;
    make_pipe(kept);
    for (int i = 0; i < 3000; i++) {
        int child = make_child();
        if (child == 0)
            _exit(i & 63);
        make_pipe(ends);
        (void)close(ends[0]);
        (void)close(ends[1]);
        if (status_of(child) != (i & 63))
            return 1;
    }
    return (int)read(kept[0], &byte, 1);
}

const struct scene stuck_scenes[] = {
    { "own-write-end", own_write_end },
    { "held-write-end", held_write_end },
    { "leaked-end", leaked_end },
    { "held-read-end", held_read_end },
    { "wait-before-read", wait_before_read },
    { "both-write", both_write },
    { "both-read", both_read },
    { "lost-lock", lost_lock },
    { "no-signal", no_signal },
    { "vfork-reads", vfork_reads },
    { "threads-read", threads_read },
    { "reads-input", reads_input },
    { "after-a-long-life", after_a_long_life },
    { NULL, NULL },
};
