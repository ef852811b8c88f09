/*
 * service.c - exercises 2.5 and 2.6: the upper-case service for strangers.
 *
 *   client ---> struct request ---> the service's FIFO ---> server
 *     ^                                                        |
 *     +------------- the client's own reply FIFO <-------------+
 *
 * The server must not trust its clients: one may send nonsense, or die between
 * any two of its steps. Whatever a client does, the next one is served.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

/* ---- 2.5 the client ------------------------------------------------------ */

/*
 * Opens the client's two FIFOs and sends the request. The reply FIFO is there
 * and open before the server can hear of it.
 */
static int send_request(struct link *link, const char *service,
                        const struct request *request)
{
    /*
     * TODO(2.5a): 1. make_fifo the reply FIFO and open it for reading with
     * O_NONBLOCK: without it open would wait for the server, which does not
     * know of you yet. 2. Open the service's FIFO for writing; it is fine to
     * wait there. 3. Send the request with ONE write. Return 0 or -1; the
     * caller closes the link.
     */
    /* SOLUTION(2.5a) */
    if (make_fifo(request->reply) == -1)
        return -1;
    link->in =
        only_fifo(open(request->reply, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (link->in == -1) /* DOC: reader-before-request */
        return -1;
    link->out = only_fifo(open(service, O_WRONLY | O_CLOEXEC));
    if (link->out == -1)
        return -1;
    return write(link->out, request, sizeof *request) == -1 ? -1 : 0;
    /* STARTER(2.5a)
    (void)link;
    (void)service;
    (void)request;
    errno = ENOSYS;
    return -1;
    END(2.5a) */
}

/*
 * Waits for the answer. Before the server has opened the reply FIFO, read would
 * return 0: that is no end, nobody has begun.
 */
static int read_answer(struct link *link, char *answer, size_t length)
{
    size_t got = 0;

    /*
     * TODO(2.5b): Until all of the answer is here: 1. Sleep in poll until the
     * reply FIFO has something (POLLIN), or the service's FIFO, whose write end
     * you hold, reports POLLERR (it does so unasked): its last reader, the
     * server, is gone. 2. Now read. 0: the server is gone and has left nothing,
     * or the answer ends early: errno EPIPE, -1.
     */
    /* SOLUTION(2.5b) */
    while (got < length) {
        struct pollfd ends[2] = { { .fd = link->in, .events = POLLIN },
                                  { .fd = link->out } };
        ssize_t n = -1;

        if (poll(ends, 2, -1) != -1)
            n = read(link->in, answer + got, length - got);
        if (n == 0)
            errno = EPIPE; /* DOC: server-gone */
        if (n <= 0)
            return -1;
        got += (size_t)n;
    }
    return 0;
    /* STARTER(2.5b)
    (void)link;
    (void)answer;
    (void)length;
    (void)got;
    errno = ENOSYS;
    return -1;
    END(2.5b) */
}

ssize_t ask(const char *service, const char *reply, const char *text,
            size_t length, char *answer)
{
    struct request request = { .length = (unsigned)length };
    struct link link = { .in = -1, .out = -1 };
    int result;

    if (length < 1 || length > TEXT_SIZE || strlen(reply) >= REPLY_SIZE) {
        errno = EINVAL;
        return -1;
    }
    memcpy(request.reply, reply, strlen(reply));
    memcpy(request.text, text, length);
    result = send_request(&link, service, &request);
    if (result == 0)
        result = read_answer(&link, answer, length);
    close_link(&link);
    if (result == 0 || errno != EEXIST) {
        int saved = errno;

        unlink(reply);
        errno = saved;
    }
    return result == -1 ? -1 : (ssize_t)length;
}

/* ---- 2.5 the server ------------------------------------------------------ */

/* Can this request be answered at all? Returns 1 or 0. */
static int is_sound(const struct request *request)
{
    /*
     * TODO(2.5c): It can, if it is as fifos.h says: 1. length is from 1 to
     * TEXT_SIZE. 2. reply has a NUL byte within its REPLY_SIZE bytes: else open
     * would read on behind it.
     */
    /* SOLUTION(2.5c) */
    if (request->length < 1 || request->length > TEXT_SIZE)
        return 0;
    return memchr(request->reply, '\0', REPLY_SIZE) != NULL;
    /* STARTER(2.5c)
    (void)request;
    errno = ENOSYS;
    return -1;
    END(2.5c) */
}

/* Sends the answer if there is still somebody to take it. Returns 0 always. */
static int send_answer(const struct request *request, const char *answer)
{
    /*
     * TODO(2.5d): 1. Ignore SIGPIPE: the client may leave before the write.
     * 2. Open the reply FIFO for writing, so that it never waits (O_NONBLOCK:
     * ENXIO when the client has gone). If it fails, whatever the error, the
     * client gets nothing. 3. Write the answer: one write takes it, there is
     * room in a new FIFO. 4. Close, which is the client's end-of-file.
     */
    /* SOLUTION(2.5d) */
    int fd;

    signal(SIGPIPE, SIG_IGN);
    fd = only_fifo(open(request->reply, O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    if (fd == -1) /* DOC: client-gone */
        return 0;
    (void)!write(fd, answer, request->length);
    close(fd);
    return 0;
    /* STARTER(2.5d)
    (void)request;
    (void)answer;
    errno = ENOSYS;
    return -1;
    END(2.5d) */
}

int answer_request(int fd)
{
    struct request request;
    char answer[TEXT_SIZE];
    ssize_t got = read(fd, &request, sizeof request);
    int sound;

    if (got <= 0)
        return (int)got;
    if (got != (ssize_t)sizeof request)
        return 1;
    sound = is_sound(&request);
    if (sound != 1)
        return sound == 0 ? 1 : -1;
    for (unsigned i = 0; i < request.length; i++)
        answer[i] = (char)toupper((unsigned char)request.text[i]);
    return send_answer(&request, answer) == -1 ? -1 : 1;
}

int serve(const char *service)
{
    struct lasting door;
    int result;

    if (open_lasting(&door, service) == -1)
        return -1;
    do {
        result = answer_request(door.fd);
    } while (result == 1);
    if (result == 0)
        errno = ENODATA;
    close_lasting(&door);
    return -1;
}

/* ---- 2.6 begin and end --------------------------------------------------- */

/* Does `path` still name what fd has open? */
static int is_named(int fd, const char *path)
{
    struct stat own, named;

    return fstat(fd, &own) == 0 && lstat(path, &named) == 0 &&
           own.st_dev == named.st_dev && own.st_ino == named.st_ino;
}

/*
 * Makes this process the one server of the FIFO. The lock lies on the FIFO
 * itself and goes away with the process, however that ends; the name does not.
 */
static int claim(struct lasting *door, const char *path)
{
    door->fd = door->spare = -1;
    /*
     * TODO(2.6a): 1. make_fifo, then open it for both (O_RDWR): that never
     * waits. 2. Lock it: flock with LOCK_EX and LOCK_NB. Somebody else has the
     * lock (EWOULDBLOCK): close, errno EBUSY, -1. 3. A server that was just
     * ending may have removed the name before you got its lock: unless is_named
     * says yes, close and begin again. Return 0.
     */
    /* SOLUTION(2.6a) */
    for (;;) {
        if (make_fifo(path) == -1)
            return -1;
        door->fd = only_fifo(open(path, O_RDWR | O_CLOEXEC));
        if (door->fd == -1 && errno != ENOENT)
            return -1;
        if (door->fd != -1 && flock(door->fd, LOCK_EX | LOCK_NB) == -1) {
            close_lasting(door); /* DOC: one-server */
            errno = EBUSY;
            return -1;
        }
        if (door->fd != -1 && is_named(door->fd, path))
            return 0;
        close_lasting(door);
    }
    /* STARTER(2.6a)
    (void)path;
    (void)is_named;
    errno = ENOSYS;
    return -1;
    END(2.6a) */
}

static volatile sig_atomic_t asked_to_end;

static void note_signal(int number)
{
    (void)number;
    asked_to_end = 1;
}

/*
 * From here on SIGTERM no longer kills: it is noted, and it can come in only
 * one place, so none is missed.
 */
static int await_signal(sigset_t *awake)
{
    /*
     * TODO(2.6b): 1. Block SIGTERM (sigprocmask); *awake receives the mask from
     * before, in which it is not blocked. 2. Install note_signal as its
     * handler (sigaction). Return 0 or -1.
     */
    /* SOLUTION(2.6b) */
    const struct sigaction note = { .sa_handler = note_signal };
    sigset_t term;

    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    if (sigprocmask(SIG_BLOCK, &term, awake) == -1)
        return -1;
    return sigaction(SIGTERM, &note, NULL);
    /* STARTER(2.6b)
    (void)awake;
    (void)note_signal;
    errno = ENOSYS;
    return -1;
    END(2.6b) */
}

/* Sleeps until a request is there (1) or SIGTERM has come (0); -1: an error. */
static int wait_request(int fd, const sigset_t *awake)
{
    /*
     * TODO(2.6c): 1. ppoll for POLLIN with the mask *awake: it lets SIGTERM in
     * while it sleeps, and only then. 2. EINTR is no error: the handler ran.
     * 3. SIGTERM has come (asked_to_end): return 0. 4. Else 1, or -1.
     */
    /* SOLUTION(2.6c) */
    struct pollfd door = { .fd = fd, .events = POLLIN };
    int ready;

    do {
        ready = ppoll(&door, 1, NULL, awake);
    } while (ready == -1 && errno == EINTR && !asked_to_end);
    if (asked_to_end) /* DOC: asked-to-end */
        return 0;
    return ready == -1 ? -1 : 1;
    /* STARTER(2.6c)
    (void)fd;
    (void)awake;
    errno = ENOSYS;
    return -1;
    END(2.6c) */
}

/* Ends the service: name and descriptor. Only its own server calls this. */
static void give_up(struct lasting *door, const char *path)
{
    /*
     * TODO(2.6d): 1. Remove the name while you still have the lock: so you
     * never remove the FIFO of a server that comes after you. 2. close_lasting.
     */
    /* SOLUTION(2.6d) */
    unlink(path); /* DOC: name-before-lock */
    close_lasting(door);
    /* STARTER(2.6d)
    (void)door;
    (void)path;
    END(2.6d) */
}

int run_service(const char *service, void (*ready)(void))
{
    struct lasting door;
    sigset_t awake;
    int more;

    if (await_signal(&awake) == -1 || claim(&door, service) == -1)
        return -1;
    ready();
    while ((more = wait_request(door.fd, &awake)) == 1)
        if (answer_request(door.fd) == -1)
            break;
    give_up(&door, service);
    return more == 0 ? 0 : -1;
}
