/* Right: epoll, level-triggered, with the event that a client needs now.
 * expect: full points
 */
/* TOP(many.c) */
#include <sys/epoll.h>
/* REPLACE(serve) */
static struct client *client_of(struct service *service, int fd)
{
    for (int i = 0; i < CLIENTS_MAX; i++)
        if (service->clients[i].fd == fd)
            return &service->clients[i];
    return NULL;
}

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
            if (client == NULL) /* all have come: nobody else is waited for */
                epoll_ctl(set, EPOLL_CTL_DEL, service->listener, NULL);
            result = client ? take_client(service, client) : 0;
            if (client && client->fd != -1) {
                event.events = EPOLLIN;
                event.data.fd = client->fd;
                epoll_ctl(set, EPOLL_CTL_ADD, client->fd, &event);
            }
            continue;
        }
        client = client_of(service, event.data.fd);
        if (client && make_step(client) == -1) {
            drop_client(service, client);
        } else if (client) {
            event.events = client->answering ? EPOLLOUT : EPOLLIN;
            epoll_ctl(set, EPOLL_CTL_MOD, client->fd, &event);
        }
    }
    close(set);
    return result;
}
