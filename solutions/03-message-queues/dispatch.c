/*
 * dispatch.c - exercise 3.8: choose a mechanism, and build with it.
 *
 *   client 0 ---+                            +---> client 0
 *   client 1 ---+---> questions ---> server ---> answers ---> client 1
 *   client 2 ---+   most urgent first        +---> client 2
 *
 * Wanted: the most urgent question first; to each client its own answers only;
 * and a client hands in its questions as fast as the queues take them, though
 * every queue is small. Both kinds of queues can do it. What would you need?
 *
 *                         POSIX                     System V
 *   urgent first          priority of a message     lowest type first (-n)
 *   own answers only      a queue for each client   a type for each client
 *   room                  messages (10), each of    bytes (16384) for all
 *                         at most msgsize           messages together
 *   who finds it          descriptors, inherited    ids, known to children
 *   what stays behind     a name                    the queue itself
 *
 * Fill in struct channels for the one that you choose, and the six functions
 * that use it. What dispatch must do stands in queues.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <unistd.h>

#include "queues.h"

/* ---- what connects server and clients ------------------------------------ */

/* A question on its way, or the order to end (client -1). */
struct question {
    int client;
    size_t size;
    char text[QUESTION_MAX];
};

/*
 * TODO(3.8a): What has to be known about the queues? Put it here. (The parent
 * makes them before it forks, so every process has a copy of this struct.)
 */
/* SOLUTION(3.8a) */
struct channels {
    int questions; /* an urgent one has a low type */
    int answers;   /* type 1 + client */
};

/* What travels; its type goes first, and sizes do not count it. */
struct envelope {
    long type;
    struct question question;
};
/* STARTER(3.8a)
struct channels {
    int nothing_yet;
};
END(3.8a) */

/* Takes away what open_channels has made; errno stays as it was. */
static void remove_channels(struct channels *channels, int clients)
{
    /*
     * TODO(3.8b): Remove every queue, also if only some could be made: say in
     * open_channels how to tell.
     */
    /* SOLUTION(3.8b) */
    int saved = errno;

    (void)clients;
    if (channels->questions != -1)
        msgctl(channels->questions, IPC_RMID, NULL);
    if (channels->answers != -1)
        msgctl(channels->answers, IPC_RMID, NULL);
    errno = saved;
    /* STARTER(3.8b)
    (void)channels;
    (void)clients;
    END(3.8b) */
}

static int open_channels(struct channels *channels, int clients)
{
    /*
     * TODO(3.8c): Make the queues, in such a way that no other program has the
     * same one by chance (System V: IPC_PRIVATE; POSIX: a name with your pid in
     * it, O_EXCL, and mq_unlink at once). On an error remove_channels and
     * return -1, else 0.
     */
    /* SOLUTION(3.8c) */
    channels->questions = msgget(IPC_PRIVATE, 0600);
    channels->answers = msgget(IPC_PRIVATE, 0600);
    if (channels->questions == -1 || channels->answers == -1) {
        remove_channels(channels, clients);
        return -1;
    }
    return 0;
    /* STARTER(3.8c)
    (void)clients;
    remove_channels(channels, clients);
    errno = ENOSYS;
    return -1;
    END(3.8c) */
}

/*
 * Hands a question in, with its urgency (0 is the least). If the queue is full,
 * it sleeps if it may; else it returns -1 with EAGAIN.
 */
static int send_question(struct channels *channels,
                         const struct question *question, int urgency,
                         bool may_sleep)
{
    /*
     * TODO(3.8d): Send it. Interrupted: again. Return 0 or -1. To send a whole
     * struct question costs room: offsetof(struct question, text) + size bytes
     * are enough.
     */
    /* SOLUTION(3.8d) */
    struct envelope letter = { .type = 1 + CLIENTS_MAX - urgency,
                               .question = *question };
    size_t length = offsetof(struct question, text) + question->size;
    int flags = may_sleep ? 0 : IPC_NOWAIT;

    while (msgsnd(channels->questions, &letter, length, flags) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
    /* STARTER(3.8d)
    (void)channels;
    (void)question;
    (void)urgency;
    (void)may_sleep;
    errno = ENOSYS;
    return -1;
    END(3.8d) */
}

/* For the server: takes the most urgent question, the oldest of several. */
static int take_question(struct channels *channels, struct question *question)
{
    /* TODO(3.8e): Sleep until there is one. Interrupted: again. 0 or -1. */
    /* SOLUTION(3.8e) */
    struct envelope letter;

    while (msgrcv(channels->questions, &letter, sizeof letter.question,
                  -(1 + CLIENTS_MAX), 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    *question = letter.question;
    return 0;
    /* STARTER(3.8e)
    (void)channels;
    (void)question;
    errno = ENOSYS;
    return -1;
    END(3.8e) */
}

/* For the server: sends an answer to the client that it names. */
static int send_answer(struct channels *channels, const struct question *answer)
{
    /* TODO(3.8f): Sleep while there is no room. Interrupted: again. 0 or -1. */
    /* SOLUTION(3.8f) */
    struct envelope letter = { .type = 1 + answer->client,
                               .question = *answer };
    size_t length = offsetof(struct question, text) + answer->size;

    while (msgsnd(channels->answers, &letter, length, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
    /* STARTER(3.8f)
    (void)channels;
    (void)answer;
    errno = ENOSYS;
    return -1;
    END(3.8f) */
}

/* For a client: receives its next answer. */
static int take_answer(struct channels *channels, int client,
                       struct question *answer)
{
    /* TODO(3.8g): Sleep until there is one. Interrupted: again. 0 or -1. */
    /* SOLUTION(3.8g) */
    struct envelope letter;

    while (msgrcv(channels->answers, &letter, sizeof letter.question,
                  1 + client, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    *answer = letter.question;
    return 0;
    /* STARTER(3.8g)
    (void)channels;
    (void)client;
    (void)answer;
    errno = ENOSYS;
    return -1;
    END(3.8g) */
}

/* ---- the three roles ----------------------------------------------------- */

/* What every role is given. */
struct order {
    int clients, questions;
    size_t size;
    void (*make)(int client, int number, char *text, size_t size);
    void (*took)(int client);
    void (*got)(int client, int number, const char *answer, size_t size);
};

/* The server's life, in its process. Returns 0 when it is told to end. */
static int serve(struct channels *channels, const struct order *order)
{
    struct question question;

    while (take_question(channels, &question) == 0) {
        if (question.client == -1)
            return 0;
        order->took(question.client);
        make_upper(question.text, question.size);
        if (send_answer(channels, &question) == -1)
            return -1;
    }
    return -1;
}

/* A client's life, in its process. Returns 0 when it has all its answers. */
static int be_client(struct channels *channels, const struct order *order,
                     int client)
{
    struct question out = { .client = client, .size = order->size };
    struct question in;
    int sent = 0, received = 0;

    while (received < order->questions) {
        int result = -1;

        /*
         * TODO(3.8h): One step; leave result at 0, or return -1 on an error.
         * 1. If a question is left to be sent: fill in out.text (order->make
         * with client and sent), send it, count it. Its urgency is 1 + client.
         * May it sleep there, while an answer lies ready for it and the server
         * cannot go on before it is fetched? 2. If it could not be sent now
         * (EAGAIN), or none is left: take an answer, give it to order->got,
         * count it.
         */
        /* SOLUTION(3.8h) */
        if (sent < order->questions) {
            order->make(client, sent, out.text, out.size);
            result =
                send_question(channels, &out, 1 + client, sent == received);
            if (result == 0)
                sent++; /* DOC: sleep-only-with-empty-hands */
            else if (errno != EAGAIN)
                return -1;
        }
        if (result == -1) {
            result = take_answer(channels, client, &in);
            if (result == 0)
                order->got(client, received++, in.text, in.size);
        }
        /* STARTER(3.8h)
        (void)channels;
        (void)out;
        (void)in;
        (void)sent;
        (void)send_question;
        (void)take_answer;
        errno = ENOSYS;
        END(3.8h) */
        if (result == -1)
            return -1;
    }
    return 0;
}

/* Ends the server behind the last question. Returns 0 or -1. */
static int end_server(struct channels *channels, pid_t server)
{
    const struct question end = { .client = -1 };

    if (send_question(channels, &end, 0, true) == -1)
        return -1;
    return reap_child(server) == -1 ? -1 : 0;
}

/* Starts server (pids[0]) and clients, and waits for all of them. */
static int run_all(struct channels *channels, const struct order *order)
{
    pid_t pids[1 + CLIENTS_MAX];
    int failed = 0;

    for (int i = 0; i < 1 + order->clients; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            int result = i == 0 ? serve(channels, order)
                                : be_client(channels, order, i - 1);

            _exit(result == 0 ? 0 : 1);
        }
        if (pids[i] == -1) {
            stop_children(pids, i);
            return -1;
        }
    }
    for (int i = 1; i < 1 + order->clients; i++)
        failed += reap_child(pids[i]) != 0;
    if (end_server(channels, pids[0]) == -1) {
        stop_children(pids, 1);
        return -1;
    }
    return failed;
}

int dispatch(int clients, int questions, size_t size,
             void (*make)(int client, int number, char *text, size_t size),
             void (*took)(int client),
             void (*got)(int client, int number, const char *answer,
                         size_t size))
{
    const struct order order = { clients, questions, size, make, took, got };
    struct channels channels;
    int result;

    if (clients < 1 || clients > CLIENTS_MAX || questions < 0 || size < 1 ||
        size > QUESTION_MAX) {
        errno = EINVAL;
        return -1;
    }
    if (open_channels(&channels, clients) == -1)
        return -1;
    result = run_all(&channels, &order);
    remove_channels(&channels, clients);
    return result;
}
