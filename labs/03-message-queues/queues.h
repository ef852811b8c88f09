/*
 * queues.h - the functions of lab 03, documented like manual pages.
 *
 *              send                                      receive
 *   sender ------------>  [ m ] [ m ] [ m ] ...  ------------> receiver
 *   full: send sleeps      kept by the kernel      empty: receive sleeps
 *                          under a name or key
 *
 * A message arrives whole or not at all, with its length, and goes to exactly
 * one receiver. A queue has no end-of-file: nobody is told that a partner has
 * gone, and the queue stays when all processes have.
 *
 * Conventions of every function here:
 * - It returns -1 and sets errno on an error, and then leaves nothing behind:
 *   no child, no descriptor, no memory, no queue that it made.
 * - A signal handler that interrupts it is no error (EINTR never comes out).
 * - It sleeps in the kernel while it has to wait, and never asks in a loop.
 * - Descriptors and queues that the caller opened stay the caller's.
 * - The children it starts are its own: it reaps each of them by its pid.
 * - A status is what a shell shows as $?: 0 to 255 from exit, 128 + n for a
 *   process that signal n ended.
 */
#ifndef QUEUES_H
#define QUEUES_H

#include <mqueue.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

enum {
    SERVICE_MAX = 200,   /* bytes in the name of a service */
    WORKERS_MAX = 32,    /* workers of one work() */
    JOB_MAX = 1000,      /* bytes in the text of a job */
    URGENCY_MAX = 9,     /* of a job: 1 can wait, 9 is most urgent */
    NOTE_MAX = 1000,     /* bytes in a question or an answer of 3.4 */
    CLIENTS_MAX = 16,    /* clients of one dispatch() */
    QUESTION_MAX = 3000, /* bytes in a question of 3.8 */
};

/* ---- 3.1: a queue with a name (posix.c) ---------------------------------- */

/*
 * Makes the name of the queue of a service: "upper" has the queue "/upper".
 * service   a word without a slash, 1 to SERVICE_MAX bytes
 * name      receives the name
 * Returns 0. Errors: EINVAL for a service that is empty, too long, or has a
 * slash in it.                                                  mq_overview(7)
 */
int queue_name(const char *service, char name[SERVICE_MAX + 2]);

/*
 * Makes the queue of a service, new and empty, for its owner alone (mode 0600).
 * A queue that stands under this name, left over by an earlier run, is removed
 * with all its messages, whatever its attributes.
 * room   how many messages it holds      size   bytes in one message, at most
 * Returns its descriptor, for sending and receiving, which the caller closes
 * with mq_close. The name stays until queue_remove.
 * Errors: those of queue_name, mq_unlink and mq_open; EINVAL for a room or size
 * that is beyond the system's limits (/proc/sys/fs/mqueue).
 *                                       mq_open(3) mq_unlink(3) mq_overview(7)
 */
mqd_t queue_create(const char *service, long room, long size);

/* Removes the name of a service's queue; errno stays. Finished code. Whoever
 * has the queue open keeps it until mq_close.                     mq_unlink(3) */
void queue_remove(const char *service);

/* ---- 3.2: whole messages (posix.c) --------------------------------------- */

/*
 * Sends message[0..length-1], length 0 included. While the queue is full it
 * sleeps, also when the descriptor is non-blocking (O_NONBLOCK).
 * Returns 0. Errors: those of mq_send but EAGAIN; EMSGSIZE for a message that
 * is larger than the queue's messages may be.              mq_send(3) poll(2)
 */
int queue_put(mqd_t queue, const void *message, size_t length,
              unsigned priority);

/*
 * Receives the message that is next: the oldest one of the highest priority.
 * The queue may have been made by somebody else, for messages of any size.
 * While it is empty it sleeps, also when the descriptor is non-blocking.
 * message    receives a malloc'd buffer, which the caller frees; the message
 *            may hold zero bytes and has none at its end, but one byte of room
 *            stands behind it
 * priority   receives the priority; may be a null pointer
 * Returns the length, which may be 0. Errors: those of mq_getattr, malloc and
 * mq_receive but EAGAIN.             mq_getattr(3) mq_receive(3) poll(2)
 */
ssize_t queue_take(mqd_t queue, void **message, unsigned *priority);

/*
 * Sleeps until a message can be received (POLLIN) or sent (POLLOUT): on Linux
 * a queue's descriptor can be polled like any other. Finished code.
 * Returns 0, also when a signal handler interrupted it: so try your call again
 * in any case. Errors: those of poll but EINTR.                        poll(2)
 */
int wait_queue(mqd_t queue, short events);

/* ---- 3.3: many workers (posix.c) ----------------------------------------- */

struct job {
    unsigned urgency; /* 1 to URGENCY_MAX */
    const char *text; /* 1 to JOB_MAX bytes, ended by a zero byte */
};

/*
 * Starts `workers` children and hands the jobs out to them through the queue of
 * `service`, which it makes and removes. A worker writes the text of its job to
 * descriptor out, in upper case and with a newline, in one write; then it takes
 * the next one. Of the jobs that wait in the queue the most urgent is next, and
 * of equally urgent ones the oldest. The children end with status 0 when all
 * jobs are done, with 1 on an error.
 * workers   1 to WORKERS_MAX
 * A worker that dies takes with it the job it had; the others do the rest. (If
 * all of them die and more jobs are left than the queue holds, work sleeps for
 * ever: a queue does not tell that nobody receives. 3.5 shows a way out.)
 * Returns how many workers ended with a status other than 0; all are reaped.
 * Errors: EINVAL for an argument out of range; those of queue_create, fork and
 * queue_put, and then the children are ended with SIGKILL and reaped.
 *                                           fork(2) wait(2) mq_overview(7)
 */
int work(const char *service, int workers, const struct job jobs[], int count,
         int out);

/*
 * Waits until the child `pid` has ended and reaps it; a signal handler does not
 * end the wait. Returns the child's status. Errors: ECHILD. Finished code.
 */
int reap_child(pid_t pid);

/* Ends `count` children with SIGKILL and reaps them; errno stays as it was.
 * Finished code. */
void stop_children(const pid_t pids[], int count);

/* Makes length bytes upper case (C locale). Finished code. */
void make_upper(char *text, size_t length);

/* ---- 3.4: an answer in time (waiting.c) ---------------------------------- */

/* A question, and the answer to it, which bears the same number. */
struct note {
    unsigned number;
    char text[NOTE_MAX];
};

/* What a client knows; only its own process uses it. */
struct client {
    mqd_t questions; /* where it sends, ... */
    mqd_t answers;   /* ... and where only it receives: notes both ways */
    unsigned last;   /* number of its newest question, 0 before the first */
};

/*
 * The moment that is `milliseconds` (0 or more) from now, as mq_timedreceive
 * and mq_timedsend want it: seconds and nanoseconds since 1970, the latter
 * below 1000000000.                            clock_gettime(2) mq_receive(3)
 */
void moment_in(int milliseconds, struct timespec *moment);

/*
 * Sends text[0..length-1] as a question and waits for the answer to it, both
 * together for at most `milliseconds`. Answers to earlier questions, for which
 * nobody waits any more, are thrown away.
 * text    0 to NOTE_MAX bytes
 * answer  receives the answer, at most NOTE_MAX bytes
 * Returns the answer's length. Errors: ETIMEDOUT when the time is over (the
 * answer may still come, later); EMSGSIZE for a text that is too long; those of
 * mq_timedsend and mq_timedreceive.             mq_send(3) mq_receive(3)
 */
ssize_t ask(struct client *client, const char *text, size_t length,
            int milliseconds, char answer[NOTE_MAX]);

/* ---- 3.5: told of a message (waiting.c) ---------------------------------- */

/*
 * Receives what the child `child` sends to `inbox` until the child has ended
 * and the inbox is empty, and writes each message and a newline to descriptor
 * out, in one write. It waits for both at once: for a message (mq_notify,
 * SIGUSR1) and for the end of the child (SIGCHLD), so a child that dies without
 * a word keeps nobody waiting.
 * inbox   non-blocking, for receiving; nobody else asks to be told about it
 * SIGUSR1 and SIGCHLD are blocked during the call; afterwards they are as they
 * were, and nobody is registered with the queue. The child is reaped.
 * Returns the child's status. Errors: those of mq_notify, mq_getattr,
 * mq_receive, malloc, write and waitpid; the child is then still the caller's.
 *                 mq_notify(3) sigevent(7) sigwaitinfo(2) wait(2) mq_receive(3)
 */
int collect(mqd_t inbox, pid_t child, int out);

/* ---- 3.6: letters with types (letters.c) --------------------------------- */

/* A message of a System V queue. Sizes never count the type. */
struct letter {
    long type; /* 1 or more */
    char text[];
};

/*
 * Sends text[0..length-1] (length 0 included) as a letter of this type; while
 * the queue is full it sleeps.
 * queue   an id from msgget
 * Returns 0. Errors: those of malloc and msgsnd; EINVAL for a type below 1.
 *                                                                   msgop(2)
 */
int letter_send(int queue, long type, const void *text, size_t length);

/*
 * Receives one letter, whole, however long it is; sleeps until there is one.
 * wanted   0: the oldest of all; n > 0: the oldest of type n; -n: of the types
 *          from 1 to n the lowest that is there
 * letter   receives a malloc'd letter, which the caller frees; one byte of room
 *          stands behind its text
 * Returns the length of its text, which may be 0. Errors: those of malloc and
 * msgrcv; EIDRM when the queue is removed meanwhile.                 msgop(2)
 */
ssize_t letter_receive(int queue, long wanted, struct letter **letter);

/* ---- 3.7: one queue, many clients (letters.c) ---------------------------- */

/*
 *   client 71 --- type 1 "hello" from 71 --->  +-------+  --- type 1 --->
 *   client 72 --- type 1 "world" from 72 --->  | queue |            server
 *   client 71 <-- type 71 "HELLO" -----------  +-------+  <-- type 71, 72 ---
 */
enum { DESK_REQUEST = 1 }; /* an answer's type is the pid of its client */

/* The text of a request. An answer's text is just the text. */
struct request {
    pid_t client; /* who asks; 0: the server shall end */
    char text[];
};

/*
 * The key under which server and clients meet: that of a file, which all of
 * them name, and of the letter 'D'. The file must exist, and is left as it is.
 * Returns the key, or (key_t)-1. Errors: those of stat.             ftok(3)
 */
key_t desk_key(const char *path);

/*
 * For the server: makes the queue of desk_key(path), new and empty, for its
 * owner alone (mode 0600). One that an earlier server left is removed with
 * everything in it.
 * Returns the id; the queue stays until desk_serve ends or somebody removes it.
 * Errors: those of desk_key, msgctl, msgget.      ftok(3) msgget(2) msgctl(2)
 */
int desk_open(const char *path);

/* For a client: the id of the queue that a server has made. Finished code.
 * Errors: those of desk_key; ENOENT when there is no queue.       msgget(2) */
int desk_find(const char *path);

/*
 * Answers each request with its text in upper case until one comes that asks
 * the server to end; then removes the queue, and removes it also when an error
 * ends the work. Letters that are no requests (too short) are passed over.
 * Returns 0. Errors: those of letter_receive and letter_send.
 *                                                        msgop(2) msgctl(2)
 */
int desk_serve(int queue);

/*
 * Sends text[0..length-1] as a request of this process and waits for its own
 * answer, while other clients use the same queue.
 * answer   receives the malloc'd letter, which the caller frees
 * Returns the length of the answer. Errors: those of letter_send and
 * letter_receive; EIDRM when the server ends meanwhile.             msgop(2)
 */
ssize_t desk_ask(int queue, const void *text, size_t length,
                 struct letter **answer);

/* Asks the server to end. Returns 0 or -1. Finished code. */
int desk_stop(int queue);

/* ---- 3.8: choose a mechanism (dispatch.c) -------------------------------- */

/*
 * Starts a server and `clients` clients, all children of the caller, connected
 * by message queues of a kind of your choice.
 *   - Each client has `questions` questions, each `size` bytes, and hands them
 *     in as fast as the queues take them; it receives the answers, which are
 *     the questions in upper case, in the same order.
 *   - Client c (from 0) has urgency 1 + c. Of the questions that wait, the
 *     server takes one of the most urgent client's first. (At least four of
 *     any size find room to wait.)
 *   - No client gets another one's answers.
 *   - However small the queues are, it never comes to a stand.
 * clients   1 to CLIENTS_MAX      questions   0 or more     size   1 to
 *                                                           QUESTION_MAX
 * make      fills in a question's text; called by clients
 * took      is told of each question that the server takes; called by the server
 * got       is given each answer; called by clients
 * All children are reaped on return, and no queue is left.
 * Returns how many clients ended with a status other than 0. Errors: EINVAL for
 * an argument out of range; those of fork and of making the queues; what had
 * been started is then ended with SIGKILL and reaped.
 *            mq_overview(7) sysvipc(7) svipc(7) msgop(2) mq_send(3)
 */
int dispatch(int clients, int questions, size_t size,
             void (*make)(int client, int number, char *text, size_t size),
             void (*took)(int client),
             void (*got)(int client, int number, const char *answer,
                         size_t size));

#endif
