/* SOCK-07: 0 from recv is taken for "nothing yet".
 * expect: SOCK-07 in 8.6 at HERE
 */
/* GAP(8.6a) */
    ssize_t got = recv(client->fd, /* HERE */
                       client->frame + client->done, missing, MSG_DONTWAIT);

    if (got == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return got;
