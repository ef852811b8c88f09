/* Right: select, with sets that are filled anew each time.
 * expect: full points
 */
/* TOP(many.c) */
#include <sys/select.h>
/* REPLACE(serve) */
static int serve(struct service *service)
{
    (void)watch;
    (void)act;
    while (service->expected > 0 || service->connected > 0) {
        fd_set readers, writers;
        int highest = service->expected > 0 ? service->listener : -1;

        FD_ZERO(&readers);
        FD_ZERO(&writers);
        if (highest != -1)
            FD_SET(service->listener, &readers);
        for (int i = 0; i < CLIENTS_MAX; i++) {
            struct client *client = &service->clients[i];

            if (client->fd == -1)
                continue;
            FD_SET(client->fd, client->answering ? &writers : &readers);
            if (client->fd > highest)
                highest = client->fd;
        }
        if (select(highest + 1, &readers, &writers, NULL, NULL) == -1) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        for (int i = 0; i < CLIENTS_MAX; i++) {
            struct client *client = &service->clients[i];

            if (client->fd != -1 && (FD_ISSET(client->fd, &readers) ||
                                     FD_ISSET(client->fd, &writers)) &&
                make_step(client) == -1)
                drop_client(service, client);
        }
        if (service->expected > 0 && FD_ISSET(service->listener, &readers) &&
            take_client(service, free_place(service)) == -1)
            return -1;
    }
    return 0;
}
