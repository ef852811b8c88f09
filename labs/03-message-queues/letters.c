/*
 * letters.c - exercises 3.6 and 3.7: System V message queues.
 *
 *   3.6  letter_send, letter_receive          types, and sizes without the type
 *   3.7  desk_key, desk_open, desk_serve, desk_ask       one queue for everybody
 *
 * A System V message begins with a type, and a receiver may ask for one type
 * only: so one queue can serve many clients. Its queues are found by a number,
 * the key, and are nobody's: they stay until somebody removes them.
 *
 * What each function must do stands in queues.h. Read msgop(2) first.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <unistd.h>

#include "queues.h"

/* ---- 3.6 letters with types ---------------------------------------------- */

/*
 *   struct letter   | type (a long) | text ...                |
 *                   0               8                         8 + size
 *                                   |<-- the size of msgop -->|
 */
enum { FIRST_GUESS = 128 };

int letter_send(int queue, long type, const void *text, size_t length)
{
    struct letter *letter = malloc(sizeof *letter + length);
    int result = -1;

    if (letter == NULL)
        return -1;
    /*
     * TODO(3.6a): 1. Fill in the letter: its type, and the text. 2. Send it
     * with msgsnd, which is told the size of the text alone. 3. Interrupted:
     * again (no SA_RESTART helps here). Set result to 0 or -1.
     */
    (void)queue;
    (void)type;
    (void)text;
    errno = ENOSYS;
    free(letter);
    return result;
}

ssize_t letter_receive(int queue, long wanted, struct letter **letter)
{
    size_t size = FIRST_GUESS;
    struct letter *room = malloc(sizeof *room + size + 1);
    ssize_t length = -1;

    if (room == NULL)
        return -1;
    /*
     * TODO(3.6b): 1. Receive a letter of the wanted type with msgrcv, at most
     * `size` bytes of text. 2. Interrupted: again. 3. E2BIG: the letter is
     * longer, and stays in the queue: double the size, get more room (realloc,
     * as large as above), and again. 4. Any other error: leave the loop with
     * length -1.
     */
    (void)queue;
    (void)wanted;
    errno = ENOSYS;
    if (length == -1)
        free(room); /* leaves errno as it is (glibc 2.33 and later) */
    else
        *letter = room;
    return length;
}

/* ---- 3.7 one queue, many clients ----------------------------------------- */

key_t desk_key(const char *path)
{
    /*
     * TODO(3.7a): Return the key of ftok for this path and the letter 'D'.
     * desk_key's callers look whether it is -1. (Two lines are enough; but see
     * what ftok does if the file is missing.)
     */
    (void)path;
    errno = ENOSYS;
    return -1;
}

int desk_find(const char *path)
{
    key_t key = desk_key(path);

    return key == -1 ? -1 : msgget(key, 0);
}

int desk_open(const char *path)
{
    /*
     * TODO(3.7b): 1. Get the key; if there is none: -1. 2. Is there a queue
     * with this key (desk_find)? Then an earlier server has left it: remove it.
     * 3. Make a new one: IPC_CREAT, IPC_EXCL, mode 0600. Return its id.
     */
    (void)path;
    errno = ENOSYS;
    return -1;
}

/* Answers one request. Returns 1 to go on, 0 at the end, -1 on an error. */
static int serve_one(int queue)
{
    struct letter *letter;
    struct request *request;
    ssize_t length;
    int result = 1;

    /*
     * TODO(3.7c): 1. Receive a letter: requests only, never an answer that lies
     * there for a client. 2. The error: return -1.
     */
    (void)queue;
    errno = ENOSYS;
    letter = NULL;
    length = 0;
    return -1;
    request = (struct request *)letter->text;
    if (length >= (ssize_t)sizeof *request && request->client == 0) {
        result = 0;
    } else if (length >= (ssize_t)sizeof *request) {
        size_t size = (size_t)length - sizeof *request;

        make_upper(request->text, size);
        /*
         * TODO(3.7d): Send request->text as a letter to the client who asked,
         * and to nobody else. If that fails, result is -1.
         */
        errno = ENOSYS;
        result = -1;
    }
    free(letter);
    return result;
}

int desk_serve(int queue)
{
    int result;

    /*
     * TODO(3.7e): 1. serve_one as long as it returns 1. 2. Whatever it returned
     * then: remove the queue. Return what serve_one returned, with its errno.
     */
    (void)queue;
    (void)serve_one;
    errno = ENOSYS;
    result = -1;
    return result;
}

/* Sends a request of `client`. Finished code. */
static int send_request(int queue, pid_t client, const void *text,
                        size_t length)
{
    struct request *request = malloc(sizeof *request + length);
    int result;

    if (request == NULL)
        return -1;
    request->client = client;
    memcpy(request->text, text, length);
    result =
        letter_send(queue, DESK_REQUEST, request, sizeof *request + length);
    free(request);
    return result;
}

int desk_stop(int queue)
{
    return send_request(queue, 0, "", 0);
}

ssize_t desk_ask(int queue, const void *text, size_t length,
                 struct letter **answer)
{
    /*
     * TODO(3.7f): 1. send_request in the name of this process. 2. Receive the
     * answer: which type does it have? Return its length, or -1.
     */
    (void)queue;
    (void)text;
    (void)length;
    (void)answer;
    (void)send_request;
    errno = ENOSYS;
    return -1;
}
