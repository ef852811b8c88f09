/* descriptor.c - what goes through pipes, FIFOs, sockets and files.
 *
 * Bytes are moved with RWF_NOWAIT, which fails where the call would block; the
 * descriptors stay as the program set them.
 */
#include "explore/runtime/runtime.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct operation on_thing(int thing, const char *name, uint16_t flags,
                          uint64_t pc)
{
    return (struct operation){
        .name = name, .pc = pc, .thing = (uint16_t)thing, .flags = flags
    };
}

/* Also what has no type, such as an eventfd. */
static bool is_stream(int fd)
{
    struct stat facts;
    return fstat(fd, &facts) == 0 &&
           (S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode) ||
            (facts.st_mode & S_IFMT) == 0);
}

/* The two ends of a socket pair have different inodes; both are one thing. */
static int socket_pairs[2 * 8][2], pair_count;

static int stream_thing(int fd)
{
    struct stat facts;
    if (fstat(fd, &facts) == -1)
        return 0;
    for (int i = 0; i < pair_count; i++)
        if (socket_pairs[i][0] == (int)facts.st_ino)
            return thing_of(THING_STREAM, (uint64_t)socket_pairs[i][1],
                            facts.st_dev);
    return thing_of(THING_STREAM, facts.st_ino, facts.st_dev);
}

static bool would_wait(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags != -1 && !(flags & O_NONBLOCK);
}

/* ---- bytes ---- */

/* Where the kernel does not know RWF_NOWAIT (FIFOs), the description does not
 * block for a moment: nobody else runs meanwhile. */
static ssize_t move_anyhow(int fd, struct iovec *bytes, bool out)
{
    int flags = fcntl(fd, F_GETFL);
    (void)fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    ssize_t moved =
        out ? REAL(writev)(fd, bytes, 1) : REAL(readv)(fd, bytes, 1);
    int saved = errno;
    (void)fcntl(fd, F_SETFL, flags);
    errno = saved;
    return moved;
}

static ssize_t move_now(int fd, struct iovec *bytes, bool out)
{
    ssize_t moved = out ? pwritev2(fd, bytes, 1, -1, RWF_NOWAIT)
                        : preadv2(fd, bytes, 1, -1, RWF_NOWAIT);
    return moved == -1 && errno == EOPNOTSUPP ? move_anyhow(fd, bytes, out)
                                              : moved;
}

static ssize_t take(int fd, void *buffer, size_t size, uint64_t pc)
{
    struct operation op = on_thing(stream_thing(fd), "read", CHANGES, pc);
    for (;;) {
        struct iovec bytes = { buffer, size };
        struct step *step = turn(op);
        ssize_t got = move_now(fd, &bytes, false);
        step->after = (uint64_t)got;
        if (got != -1)
            look_forget();
        if (got != -1 || errno != EAGAIN)
            return got;
        if (!would_wait(fd)) {
            if (look_in_vain(step, 0))
                continue;
            errno = EAGAIN;
            return -1;
        }
        if (!blocked_on(op))
            return -1;
    }
}

static ssize_t give(int fd, const void *buffer, size_t size, uint64_t pc)
{
    struct operation op = on_thing(stream_thing(fd), "write", CHANGES, pc);
    size_t done = 0;
    for (;;) {
        struct iovec bytes = { (char *)(uintptr_t)buffer + done, size - done };
        struct step *step = turn(op);
        ssize_t moved = move_now(fd, &bytes, true);
        step->after = (uint64_t)moved;
        if (moved > 0) {
            done += (size_t)moved;
            look_forget();
        } else if (moved == -1 && errno != EAGAIN) {
            if (errno == EPIPE)
                signal_self(SIGPIPE);
            return done > 0 ? (ssize_t)done : -1;
        }
        if (done == size || size == 0)
            return (ssize_t)done;
        if (!would_wait(fd))
            return done > 0 ? (ssize_t)done : -1;
        if (moved <= 0 && !blocked_on(op))
            return done > 0 ? (ssize_t)done : -1;
    }
}

/* A file that others may have open as well: its bytes are one thing. */
static void touch_file(int fd, const char *name, uint16_t flags, uint64_t pc)
{
    if (fd > STDERR_FILENO)
        (void)turn(
            on_thing(thing_of_descriptor(fd, THING_FILE), name, flags, pc));
}

ssize_t read(int fd, void *buffer, size_t size)
{
    if (!explored())
        return REAL(read)(fd, buffer, size);
    if (is_stream(fd))
        return take(fd, buffer, size, CALLER);
    touch_file(fd, "read", LOOKS, CALLER);
    return REAL(read)(fd, buffer, size);
}

ssize_t write(int fd, const void *buffer, size_t size)
{
    if (!explored())
        return REAL(write)(fd, buffer, size);
    if (is_stream(fd))
        return give(fd, buffer, size, CALLER);
    touch_file(fd, "write", CHANGES, CALLER);
    return REAL(write)(fd, buffer, size);
}

ssize_t pread(int fd, void *buffer, size_t size, off_t from)
{
    if (explored())
        touch_file(fd, "pread", LOOKS, CALLER);
    return REAL(pread)(fd, buffer, size, from);
}

ssize_t pwrite(int fd, const void *buffer, size_t size, off_t from)
{
    if (explored())
        touch_file(fd, "pwrite", CHANGES, CALLER);
    return REAL(pwrite)(fd, buffer, size, from);
}

int ftruncate(int fd, off_t size)
{
    if (explored())
        touch_file(fd, "ftruncate", CHANGES, CALLER);
    return REAL(ftruncate)(fd, size);
}

ssize_t send(int fd, const void *buffer, size_t size, int flags)
{
    if (!explored())
        return REAL(send)(fd, buffer, size, flags);
    (void)flags;
    return give(fd, buffer, size, CALLER);
}

ssize_t recv(int fd, void *buffer, size_t size, int flags)
{
    if (!explored())
        return REAL(recv)(fd, buffer, size, flags);
    (void)flags;
    return take(fd, buffer, size, CALLER);
}

/* ---- making and closing ---- */

int pipe2(int ends[2], int flags)
{
    int result = REAL(pipe2)(ends, flags);
    if (result == 0 && explored())
        end_matters = true;
    return result;
}

int pipe(int ends[2])
{
    return pipe2(ends, 0);
}

int socketpair(int domain, int type, int protocol, int ends[2])
{
    struct stat one, other;
    int result = REAL(socketpair)(domain, type, protocol, ends);
    if (result != 0 || !explored() || fstat(ends[0], &one) == -1 ||
        fstat(ends[1], &other) == -1)
        return result;
    end_matters = true;
    if (pair_count == 8)
        run_unable("more socket pairs than the explorer has room for");
    socket_pairs[pair_count][0] = (int)other.st_ino;
    socket_pairs[pair_count++][1] = (int)one.st_ino;
    return result;
}

int close(int fd)
{
    if (explored() && is_stream(fd)) {
        (void)turn(on_thing(stream_thing(fd), "close", CHANGES, CALLER));
        look_forget();
    } else if (explored()) {
        file_close(fd, CALLER);
    }
    return REAL(close)(fd);
}

int shutdown(int fd, int how)
{
    if (explored())
        (void)turn(on_thing(stream_thing(fd), "shutdown", CHANGES, CALLER));
    return REAL(shutdown)(fd, how);
}

/* ---- poll: any of several ---- */

int poll(struct pollfd *entries, nfds_t count, int milliseconds)
{
    struct wait waits[BOARD_WAITS];
    if (!explored())
        return REAL(poll)(entries, count, milliseconds);
    struct operation op = on_thing(0, "poll", LOOKS, CALLER);
    int used = 0;
    for (nfds_t i = 0; i < count && used < BOARD_WAITS; i++)
        if (entries[i].fd >= 0)
            waits[used++] =
                (struct wait){ (uint16_t)stream_thing(entries[i].fd), 0, 0 };
    op.thing = used > 0 ? waits[0].thing : 0;
    if (milliseconds > 0) {
        me()->timed = true;
        me()->deadline = board->now + (uint64_t)milliseconds * 1000;
    }
    for (;;) {
        struct step *step = turn(op);
        int ready = REAL(poll)(entries, count, 0);
        if (ready != 0 || milliseconds == 0) {
            me()->timed = false;
            step->after = (uint64_t)ready;
            return ready;
        }
        if (!blocked(waits, used))
            return errno == ETIMEDOUT ? 0 : -1;
    }
}
