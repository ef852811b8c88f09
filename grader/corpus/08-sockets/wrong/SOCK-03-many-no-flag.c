/* SOCK-03: one client that leaves takes the server with it.
 * expect: SOCK-03 in 8.6 at HERE
 */
/* GAP(8.6b) */
    ssize_t sent = send(client->fd, /* HERE */
                        client->frame + client->done, left, MSG_DONTWAIT);

    if (sent == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return sent;
