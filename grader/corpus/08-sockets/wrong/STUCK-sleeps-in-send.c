/* STUCK: one client that reads nothing stops all.
 * expect: STUCK in 8.6 at HERE
 */
/* GAP(8.6b) */
    ssize_t sent = send(client->fd, /* HERE */
                        client->frame + client->done, left, MSG_NOSIGNAL);

    if (sent == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return sent;
