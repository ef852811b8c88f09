/* STUCK: an answer goes out where it was made, however little room there is: one
 * client that reads nothing stops all.
 * expect: STUCK in 8.6 at HERE
 */
/* GAP(8.1a) */
    const char *next = bytes;

    while (length > 0) {
        ssize_t sent = send(socket, next, length, MSG_NOSIGNAL); /* HERE */

        if (sent == -1 && errno == EINTR)
            continue;
        if (sent == -1)
            return -1;
        next += sent;
        length -= (size_t)sent;
    }
    return 0;
/* REPLACE(make_step) */
static int make_step(struct client *client)
{
    ssize_t moved = receive_some(client);

    (void)send_some;
    if (moved == -1)
        return -1;
    client->done += (size_t)moved;
    if (frame_size(client) > sizeof client->frame)
        return -1;
    if (client->done < HEADER || client->done < frame_size(client))
        return 0;
    make_upper(client->frame + HEADER, client->done - HEADER);
    moved = (ssize_t)client->done;
    client->done = 0;
    return send_all(client->fd, client->frame, (size_t)moved);
}
