/* terminal.c - the pseudo terminal and the thread that empties it. */
#include "tui/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <pty.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define HELD_MAX 65536

struct terminal {
    int master, slave; /* slave: -1 once the program has its copy */
    int ready;         /* eventfd: written by the thread, read by take */
    pthread_t reader;
    pthread_mutex_t lock; /* guards held, length, closing */
    pthread_cond_t taken; /* length went down, or closing */
    bool closing;         /* nobody will take any more: throw it away */
    char held[HELD_MAX];
    size_t length;
};

static void hold(struct terminal *terminal, const char *bytes, size_t length)
{
    uint64_t one = 1;
    (void)pthread_mutex_lock(&terminal->lock);
    while (terminal->length + length > HELD_MAX && !terminal->closing)
        (void)pthread_cond_wait(&terminal->taken, &terminal->lock);
    if (!terminal->closing) {
        memcpy(terminal->held + terminal->length, bytes, length);
        terminal->length += length;
    }
    (void)pthread_mutex_unlock(&terminal->lock);
    (void)!write(terminal->ready, &one, sizeof one); /* full is ready, too */
}

/* Ends when nobody has the slave any more: read then fails with EIO. */
static void *reader_main(void *argument)
{
    struct terminal *terminal = argument;
    char bytes[4096];
    ssize_t got;
    while ((got = read(terminal->master, bytes, sizeof bytes)) > 0 ||
           (got == -1 && errno == EINTR))
        if (got > 0)
            hold(terminal, bytes, (size_t)got);
    return NULL;
}

struct terminal *terminal_open(int like)
{
    struct termios settings;
    struct winsize size = { 0 };
    struct terminal *terminal = calloc(1, sizeof *terminal);
    if (!terminal)
        return NULL;
    bool known = tcgetattr(like, &settings) == 0;
    (void)ioctl(like, TIOCGWINSZ, &size); /* else it stays 0x0: unknown */
    terminal->ready = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (terminal->ready == -1 ||
        openpty(&terminal->master, &terminal->slave, NULL,
                known ? &settings : NULL, &size) == -1)
        goto fail;
    (void)fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
    (void)fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
    (void)pthread_mutex_init(&terminal->lock, NULL);
    (void)pthread_cond_init(&terminal->taken, NULL);
    errno = pthread_create(&terminal->reader, NULL, reader_main, terminal);
    if (errno == 0)
        return terminal;
    (void)close(terminal->master);
    (void)close(terminal->slave);

fail:;
    int saved = errno;
    if (terminal->ready != -1)
        (void)close(terminal->ready);
    free(terminal);
    errno = saved;
    return NULL;
}

int terminal_slave(const struct terminal *terminal)
{
    return terminal->slave;
}

void terminal_started(struct terminal *terminal)
{
    (void)close(terminal->slave);
    terminal->slave = -1;
}

int terminal_ready(const struct terminal *terminal)
{
    return terminal->ready;
}

size_t terminal_take(struct terminal *terminal, char *bytes, size_t size)
{
    uint64_t count;
    (void)!read(terminal->ready, &count, sizeof count); /* EAGAIN: nothing */
    (void)pthread_mutex_lock(&terminal->lock);
    size_t taken = terminal->length < size ? terminal->length : size;
    memcpy(bytes, terminal->held, taken);
    terminal->length -= taken;
    memmove(terminal->held, terminal->held + taken, terminal->length);
    (void)pthread_cond_signal(&terminal->taken);
    (void)pthread_mutex_unlock(&terminal->lock);
    return taken;
}

int terminal_type(struct terminal *terminal, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t wrote = write(terminal->master, bytes, length);
        if (wrote == -1 && errno == EINTR)
            continue;
        if (wrote == -1)
            return -1;
        bytes += wrote;
        length -= (size_t)wrote;
    }
    return 0;
}

void terminal_close(struct terminal *terminal)
{
    if (!terminal)
        return;
    if (terminal->slave != -1)
        (void)close(terminal->slave);
    (void)pthread_mutex_lock(&terminal->lock);
    terminal->closing = true;
    (void)pthread_cond_signal(&terminal->taken);
    (void)pthread_mutex_unlock(&terminal->lock);
    (void)pthread_join(terminal->reader, NULL);
    (void)close(terminal->master);
    (void)close(terminal->ready);
    (void)pthread_cond_destroy(&terminal->taken);
    (void)pthread_mutex_destroy(&terminal->lock);
    free(terminal);
}
