/* SOCK-01: a part of a frame is counted as all that was missing.
 * expect: SOCK-01 in 8.6 at HERE
 * also: 8.6
 */
/* GAP(8.6a) */
    ssize_t got = recv(client->fd, /* HERE */
                       client->frame + client->done, missing, MSG_DONTWAIT);

    if (got == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return got > 0 ? (ssize_t)missing : -1;
