/*
 * many.c - exercise 8.6: many clients, one process.
 *
 *             +-- listener          somebody wants to connect
 *   poll <----+-- client 1          has sent something (POLLIN)
 *   sleeps    +-- client 2          has room for its answer again (POLLOUT)
 *             +-- client 3 ...
 *
 * A client is at one of two things, and never at both: its frame is coming in,
 * or, in upper case, going out. Each time that poll says so it makes one step,
 * as far as it can without sleeping. poll is the only place to sleep at.
 * What the function must do stands in sockets.h.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sockets.h"

#define HEADER sizeof(uint32_t)

struct client {
    int fd;         /* -1: nobody */
    bool answering; /* the frame goes out, else it comes in */
    size_t done;    /* bytes of the frame that have come or gone */
    char frame[HEADER + FRAME_MAX];
};

struct service {
    int listener;
    int expected;  /* clients that are still to come */
    int connected; /* ... and that are there */
    struct client clients[CLIENTS_MAX];
};

/* ---- one step of one client ---------------------------------------------- */

/* How many bytes the client's frame has, as far as can be known. */
static size_t frame_size(const struct client *client)
{
    uint32_t length;

    if (!client->answering && client->done < HEADER)
        return HEADER;
    memcpy(&length, client->frame, HEADER);
    return HEADER + ntohl(length);
}

/* Receives what is there of the frame. Returns how many bytes came, 0 if none
 * can be had now, -1 if the client has left or the connection is broken. */
static ssize_t receive_some(struct client *client)
{
    size_t missing = frame_size(client) - client->done;

    /*
     * TODO(8.6a): Receive at most what is missing, to its place in the frame,
     * without sleeping (MSG_DONTWAIT). Not now (EAGAIN), or interrupted: 0. What
     * does it mean if recv itself gives 0?
     */
    /* SOLUTION(8.6a) */
    ssize_t got =
        recv(client->fd, client->frame + client->done, missing, MSG_DONTWAIT);

    if (got == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return got > 0 ? got : -1; /* DOC: nothing-is-the-end */
    /* STARTER(8.6a)
    (void)missing;
    errno = ENOSYS;
    return -1;
    END(8.6a) */
}

/* Sends what there is room for. Returns as above. */
static ssize_t send_some(struct client *client)
{
    size_t left = frame_size(client) - client->done;

    /* TODO(8.6b): Send at most what is left, without sleeping, and without a
     * SIGPIPE if the client has gone. Not now, or interrupted: 0. */
    /* SOLUTION(8.6b) */
    ssize_t sent = send(client->fd, client->frame + client->done, left,
                        MSG_DONTWAIT | MSG_NOSIGNAL);

    if (sent == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return sent;
    /* STARTER(8.6b)
    (void)left;
    errno = ENOSYS;
    return -1;
    END(8.6b) */
}

/* The client's turn. Returns 0, or -1 if it is to be disconnected. */
static int make_step(struct client *client)
{
    ssize_t moved =
        client->answering ? send_some(client) : receive_some(client);

    if (moved == -1)
        return -1;
    client->done += (size_t)moved;
    if (frame_size(client) > sizeof client->frame)
        return -1; /* it claims a length that no frame has */
    if (client->done < HEADER || client->done < frame_size(client))
        return 0;
    if (!client->answering)
        make_upper(client->frame + HEADER, client->done - HEADER);
    client->answering = !client->answering;
    client->done = 0;
    return 0;
}

/* ---- all of them --------------------------------------------------------- */

static struct client *free_place(struct service *service)
{
    for (int i = 0; i < CLIENTS_MAX; i++)
        if (service->clients[i].fd == -1)
            return &service->clients[i];
    return NULL;
}

/* Somebody wants to connect, or did so a moment ago. Returns 0 or -1. */
static int take_client(struct service *service, struct client *place)
{
    int fd;

    /*
     * TODO(8.6c): Accept one connection, close-on-exec. Nobody there any more,
     * and the errors that 8.4 names: 0, poll will say when somebody comes. Any
     * other error: -1.
     */
    /* SOLUTION(8.6c) */
    fd = accept4(service->listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd == -1)
        return errno == EAGAIN || errno == EINTR || errno == ECONNABORTED ? 0
                                                                          : -1;
    /* STARTER(8.6c)
    errno = ENOSYS;
    return -1;
    END(8.6c) */
    place->fd = fd;
    place->answering = false;
    place->done = 0;
    service->expected--;
    service->connected++;
    return 0;
}

static void drop_client(struct service *service, struct client *client)
{
    close(client->fd);
    client->fd = -1;
    service->connected--;
}

/* What poll is to watch: polled[0] the listener, the others the clients. It
 * passes over descriptors below 0. */
static void watch(struct service *service, struct pollfd polled[])
{
    bool room = service->expected > 0 && free_place(service) != NULL;

    polled[0] = (struct pollfd){ room ? service->listener : -1, POLLIN, 0 };
    for (int i = 0; i < CLIENTS_MAX; i++) {
        struct client *client = &service->clients[i];

        /* TODO(8.6d): Fill in polled[1 + i]: the client's descriptor, and the
         * event at which this client can make a step. */
        /* SOLUTION(8.6d) */
        polled[1 + i] =
            (struct pollfd){ client->fd, client->answering ? POLLOUT : POLLIN,
                             0 }; /* DOC: only-what-can-help */
        /* STARTER(8.6d)
        polled[1 + i] = (struct pollfd){ -1, 0, 0 };
        (void)client;
        END(8.6d) */
    }
}

/* poll has said what is ready. Returns 0 or -1. */
static int act(struct service *service, const struct pollfd polled[])
{
    for (int i = 0; i < CLIENTS_MAX; i++) {
        struct client *client = &service->clients[i];

        /* TODO(8.6e): If poll says anything at all about this client, it makes
         * a step, and is dropped if that goes wrong. */
        /* SOLUTION(8.6e) */
        if (polled[1 + i].revents != 0 && make_step(client) == -1)
            drop_client(service, client);
        /* STARTER(8.6e)
        (void)client;
        (void)make_step;
        END(8.6e) */
    }
    return polled[0].revents == 0 ? 0
                                  : take_client(service, free_place(service));
}

static int serve(struct service *service)
{
    struct pollfd polled[1 + CLIENTS_MAX];

    while (service->expected > 0 || service->connected > 0) {
        watch(service, polled);
        if (poll(polled, 1 + CLIENTS_MAX, -1) == -1) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        if (act(service, polled) == -1)
            return -1;
    }
    return 0;
}

int serve_all(int listener, int clients)
{
    struct service *service = malloc(sizeof *service);
    int result, saved;

    if (service == NULL)
        return -1;
    service->listener = listener;
    service->expected = clients;
    service->connected = 0;
    for (int i = 0; i < CLIENTS_MAX; i++)
        service->clients[i].fd = -1;
    result = serve(service);
    saved = errno;
    for (int i = 0; i < CLIENTS_MAX; i++)
        if (service->clients[i].fd != -1)
            drop_client(service, &service->clients[i]);
    free(service);
    errno = saved;
    return result;
}
