/* Right: epoll, edge-triggered, each time until nothing moves any more.
 * expect: full points
 */
/* TOP(many.c) */
#include <sys/epoll.h>
/* GAP(8.6a) */
    ssize_t got =
        recv(client->fd, client->frame + client->done, missing, MSG_DONTWAIT);

    if (got == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (got > 0)
        errno = 0;
    return got > 0 ? got : -1;
/* GAP(8.6b) */
    ssize_t sent = send(client->fd, client->frame + client->done, left,
                        MSG_DONTWAIT | MSG_NOSIGNAL);

    if (sent == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    errno = 0;
    return sent;
/* REPLACE(serve) */
static struct client *client_of(struct service *service, int fd)
{
    for (int i = 0; i < CLIENTS_MAX; i++)
        if (service->clients[i].fd == fd)
            return &service->clients[i];
    return NULL;
}

/* An epoll set that tells of news only. */
static int serve(struct service *service)
{
    int set = epoll_create1(EPOLL_CLOEXEC), result = 0;
    struct epoll_event event = { .events = EPOLLIN,
                                 .data.fd = service->listener };

    (void)watch;
    (void)act;
    epoll_ctl(set, EPOLL_CTL_ADD, service->listener, &event);
    while (result == 0 && (service->expected > 0 || service->connected > 0)) {
        struct client *client;

        if (epoll_wait(set, &event, 1, -1) != 1)
            continue;
        if (event.data.fd == service->listener) {
            client = service->expected > 0 ? free_place(service) : NULL;
            result = client ? take_client(service, client) : 0;
            if (client && client->fd != -1) {
                event.events = EPOLLIN | EPOLLOUT | EPOLLET;
                event.data.fd = client->fd;
                epoll_ctl(set, EPOLL_CTL_ADD, client->fd, &event);
            }
            continue;
        }
        client = client_of(service, event.data.fd);
        /* errno stays 0 as long as something moved. */
        for (errno = 0; client && client->fd != -1 && errno != EAGAIN;) {
            errno = 0;
            if (make_step(client) == -1)
                drop_client(service, client);
        }
    }
    close(set);
    return result;
}
