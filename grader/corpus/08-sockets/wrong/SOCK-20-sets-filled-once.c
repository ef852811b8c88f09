/* SOCK-20: the sets are filled once, and select changes them.
 * expect: SOCK-20 in 8.6 at HERE
 * also: 8.6
 */
/* TOP(many.c) */
#include <sys/select.h>
/* REPLACE(serve) */
static int serve(struct service *service)
{
    fd_set readers;
    int highest = service->listener;

    (void)watch;
    (void)act;
    FD_ZERO(&readers);
    FD_SET(service->listener, &readers);
    while (service->expected > 0 || service->connected > 0) {
        if (select(highest + 1, &readers, NULL, NULL, NULL) == -1) { /* HERE */
            if (errno == EINTR)
                continue;
            return -1;
        }
        for (int i = 0; i < CLIENTS_MAX; i++) {
            struct client *client = &service->clients[i];

            if (client->fd == -1 || !FD_ISSET(client->fd, &readers))
                continue;
            do {
                if (make_step(client) == -1) {
                    FD_CLR(client->fd, &readers);
                    drop_client(service, client);
                    break;
                }
            } while (client->answering);
        }
        if (FD_ISSET(service->listener, &readers)) {
            struct client *client = free_place(service);

            if (take_client(service, client) == -1)
                return -1;
            if (client->fd == -1)
                continue;
            FD_SET(client->fd, &readers);
            highest = client->fd > highest ? client->fd : highest;
        }
    }
    return 0;
}
