/* Right: both ways are shut down before the last close, too.
 * expect: full points
 */
/* GAP(8.4a) */
    while ((length = receive_frame(connection, text)) >= 0) {
        make_upper(text, (size_t)length);
        if (send_frame(connection, text, (size_t)length) == -1)
            break;
    }
    shutdown(connection, SHUT_RDWR);
/* GAP(8.5d) */
    if (send_all(socket, bytes, length) == -1)
        return give_up(socket);
    shutdown(socket, SHUT_WR);
    do
        got = recv(socket, rest, sizeof rest, 0);
    while (got > 0 || (got == -1 && errno == EINTR));
    if (got == -1)
        return give_up(socket);
    shutdown(socket, SHUT_RDWR);
/* REPLACE(drop_client) */
static void drop_client(struct service *service, struct client *client)
{
    shutdown(client->fd, SHUT_RDWR);
    close(client->fd);
    client->fd = -1;
    service->connected--;
}
