/*
 * waiting.c - exercises 3.4 and 3.5: to wait, but not for ever.
 *
 *   3.4  moment_in, ask   an answer in time, and no answer that comes too late
 *   3.5  collect          told of a message, and of the end of the sender
 *
 * A queue tells nobody that a partner has gone. So whoever waits needs a limit:
 * a moment at which to give up, or a second thing to wait for.
 *
 * What each function must do stands in queues.h. Read mq_notify(3) first.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queues.h"

/* ---- 3.4 an answer in time ----------------------------------------------- */

/*
 *   ask "a"  --- 1 "a" --->                 (the server is slow)
 *   ETIMEDOUT
 *   ask "b"  --- 2 "b" --->
 *            <-- 1 "A" ----   too late: nobody waits for it any more
 *            <-- 2 "B" ----   the answer
 */
enum { HEADER = offsetof(struct note, text) };

void moment_in(int milliseconds, struct timespec *moment)
{
    /*
     * TODO(3.4a): 1. What is the time now, by CLOCK_REALTIME? 2. Add the
     * milliseconds: whole seconds to tv_sec, the rest to tv_nsec. 3. tv_nsec
     * must stay below 1000000000: carry a second over if need be.
     */
    /* SOLUTION(3.4a) */
    clock_gettime(CLOCK_REALTIME, moment);
    moment->tv_sec += milliseconds / 1000;
    moment->tv_nsec += milliseconds % 1000 * 1000000L;
    if (moment->tv_nsec >= 1000000000) {
        moment->tv_sec++; /* DOC: carry-a-second */
        moment->tv_nsec -= 1000000000;
    }
    /* STARTER(3.4a)
    (void)milliseconds;
    errno = ENOSYS;
    *moment = (struct timespec){ 0 };
    END(3.4a) */
}

/* Waits until `moment` for the answer with the client's last number. */
static ssize_t await_answer(const struct client *client,
                            const struct timespec *moment, struct note *note)
{
    /*
     * TODO(3.4b): 1. Receive a note (sizeof *note), but not beyond the moment
     * (mq_timedreceive). 2. Interrupted: again, with the same moment; any other
     * error: -1. 3. It has another number than the last question, or is shorter
     * than HEADER: throw it away, receive again. 4. Return the length of its
     * text.
     */
    /* SOLUTION(3.4b) */
    for (;;) {
        ssize_t length = mq_timedreceive(client->answers, (char *)note,
                                         sizeof *note, NULL, moment);

        if (length == -1 && errno != EINTR)
            return -1;
        if (length >= HEADER && note->number == client->last)
            return length - HEADER; /* DOC: only-its-own-answer */
    }
    /* STARTER(3.4b)
    (void)client;
    (void)moment;
    (void)note;
    errno = ENOSYS;
    return -1;
    END(3.4b) */
}

ssize_t ask(struct client *client, const char *text, size_t length,
            int milliseconds, char answer[NOTE_MAX])
{
    struct note note = { .number = ++client->last };
    struct timespec moment;
    ssize_t got;

    if (length > NOTE_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    memcpy(note.text, text, length);
    moment_in(milliseconds, &moment); /* one moment for both waits */
    while (mq_timedsend(client->questions, (char *)&note, HEADER + length, 0,
                        &moment) == -1) {
        if (errno != EINTR)
            return -1;
    }
    got = await_answer(client, &moment, &note);
    if (got > 0)
        memcpy(answer, note.text, (size_t)got);
    return got;
}

/* ---- 3.5 told of a message ----------------------------------------------- */

/*
 *   child --- [m] [m] ---> inbox - - SIGUSR1 - - > parent
 *     +- - - - - - - - - - - - - - - SIGCHLD - - > (sigwaitinfo)
 *
 * One registration gives one signal, and only for a message that comes into an
 * empty queue. What came before, or comes while messages are there, comes
 * without a signal.
 */

/* Asks for SIGUSR1 when a message comes into the empty inbox. */
static int ask_to_be_told(mqd_t inbox)
{
    /*
     * TODO(3.5a): 1. Register for SIGUSR1 (SIGEV_SIGNAL, mq_notify). 2. EBUSY:
     * this process is registered still, since the signal has not yet come; that
     * is no error. Return 0 or -1.
     */
    /* SOLUTION(3.5a) */
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
                              .sigev_signo = SIGUSR1 };

    if (mq_notify(inbox, &event) == -1 && errno != EBUSY)
        return -1;
    return 0;
    /* STARTER(3.5a)
    (void)inbox;
    errno = ENOSYS;
    return -1;
    END(3.5a) */
}

/* Writes out all the messages that are there now. */
static int drain(mqd_t inbox, char *buffer, size_t size, int out)
{
    /*
     * TODO(3.5b): 1. Receive a message into the buffer (`size` bytes, and one
     * more for a newline). 2. EAGAIN: the inbox is empty, return 0; interrupted:
     * again; any other error: -1. 3. Put a newline behind the message and write
     * both with one write. 4. From the beginning.
     */
    /* SOLUTION(3.5b) */
    for (;;) {
        ssize_t length = mq_receive(inbox, buffer, size, NULL);

        if (length == -1 && errno == EAGAIN)
            return 0; /* DOC: empty-is-no-error */
        if (length == -1 && errno != EINTR)
            return -1;
        if (length == -1)
            continue;
        buffer[length] = '\n';
        if (write(out, buffer, (size_t)length + 1) == -1)
            return -1;
    }
    /* STARTER(3.5b)
    (void)inbox;
    (void)buffer;
    (void)size;
    (void)out;
    errno = ENOSYS;
    return -1;
    END(3.5b) */
}

/* A shell's status out of that of waitpid. */
static int shell_status(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Both signals of `awaited` are blocked. Returns the child's status. */
static int collect_all(mqd_t inbox, pid_t child, const sigset_t *awaited,
                       char *buffer, size_t size, int out)
{
    /*
     * TODO(3.5c): Round by round: 1. Ask to be told. 2. Has the child ended?
     * (waitpid with WNOHANG; -1 is an error). 3. Drain the inbox. 4. If the
     * child had ended in step 2: return its status. 5. Sleep until a signal of
     * `awaited` comes (sigwaitinfo). Mind the order: what can happen between
     * two steps, and would you notice it?
     */
    /* SOLUTION(3.5c) */
    for (;;) {
        int status;
        pid_t ended;

        if (ask_to_be_told(inbox) == -1) /* DOC: first-arm-then-drain */
            return -1;
        ended = waitpid(child, &status, WNOHANG);
        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            return -1;
        if (ended == child)
            return shell_status(status);
        sigwaitinfo(awaited, NULL);
    }
    /* STARTER(3.5c)
    (void)inbox;
    (void)child;
    (void)awaited;
    (void)buffer;
    (void)size;
    (void)out;
    (void)shell_status;
    (void)ask_to_be_told;
    (void)drain;
    errno = ENOSYS;
    return -1;
    END(3.5c) */
}

int collect(mqd_t inbox, pid_t child, int out)
{
    struct mq_attr attributes;
    sigset_t awaited, old;
    int status, saved;
    char *buffer;

    if (mq_getattr(inbox, &attributes) == -1)
        return -1;
    buffer = malloc((size_t)attributes.mq_msgsize + 1);
    if (buffer == NULL)
        return -1;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGUSR1);
    sigaddset(&awaited, SIGCHLD);
    sigprocmask(SIG_BLOCK, &awaited, &old);
    status = collect_all(inbox, child, &awaited, buffer,
                         (size_t)attributes.mq_msgsize, out);
    saved = errno;
    mq_notify(inbox, NULL);
    /* A notice that came at the very end must not end the caller. */
    while (sigtimedwait(&awaited, NULL, &(struct timespec){ 0 }) > 0)
        continue;
    sigprocmask(SIG_SETMASK, &old, NULL);
    free(buffer);
    errno = saved;
    return status;
}
