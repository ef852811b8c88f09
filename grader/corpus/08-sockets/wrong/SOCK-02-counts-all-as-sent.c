/* SOCK-02: a part of an answer is counted as all of it.
 * expect: SOCK-02 in 8.6 at HERE
 */
/* GAP(8.6b) */
    ssize_t sent = send(client->fd, /* HERE */
                        client->frame + client->done, left,
                        MSG_DONTWAIT | MSG_NOSIGNAL);

    if (sent == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return sent == -1 ? -1 : (ssize_t)left;
