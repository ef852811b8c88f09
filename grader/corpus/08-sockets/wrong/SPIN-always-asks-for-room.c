/* SPIN: POLLOUT for everybody: a socket nearly always has room.
 * expect: SPIN in 8.6 at HERE
 */
/* GAP(8.6d) */
        polled[1 + i] =
            (struct pollfd){ client->fd, POLLIN | POLLOUT, 0 };
/* REPLACE(serve) */
static int serve(struct service *service)
{
    struct pollfd polled[1 + CLIENTS_MAX];

    while (service->expected > 0 || service->connected > 0) {
        watch(service, polled);
        if (poll(polled, 1 + CLIENTS_MAX, -1) == -1) { /* HERE */
            if (errno == EINTR)
                continue;
            return -1;
        }
        if (act(service, polled) == -1)
            return -1;
    }
    return 0;
}
