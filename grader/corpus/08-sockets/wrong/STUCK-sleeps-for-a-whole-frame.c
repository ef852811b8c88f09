/* STUCK: one client that stops in the middle of a frame stops all.
 * expect: STUCK in 8.6 at HERE
 */
/* GAP(8.6a) */
    ssize_t got = recv(client->fd, /* HERE */
                       client->frame + client->done, missing, MSG_WAITALL);

    if (got == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return got > 0 ? got : -1;
