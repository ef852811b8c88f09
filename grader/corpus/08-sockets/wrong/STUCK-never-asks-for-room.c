/* STUCK: a client that is to be answered is watched for input.
 * expect: STUCK in 8.6 at HERE
 * also: 8.6
 */
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
/* GAP(8.6d) */
        polled[1 + i] = (struct pollfd){ client->fd, POLLIN, 0 };
