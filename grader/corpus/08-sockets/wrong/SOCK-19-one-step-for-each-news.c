/* SOCK-19: an edge-triggered epoll, and one step for each news.
 * expect: SOCK-19 in 8.6 at HERE
 * also: 8.6
 */
/* TOP(many.c) */
#include <sys/epoll.h>
/* GAP(8.6a) */
    ssize_t got = recv(client->fd, /* HERE */
                       client->frame + client->done, missing, MSG_DONTWAIT);

    if (got == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return got > 0 ? got : -1;
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
        if (client && make_step(client) == -1)
            drop_client(service, client);
    }
    close(set);
    return result;
}
