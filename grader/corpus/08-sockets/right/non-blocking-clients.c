/* Right: accept until nobody is left, and non-blocking sockets instead of flags;
 * signals with ppoll.
 * expect: full points
 */
/* GAP(8.6a) */
    ssize_t got =
        recv(client->fd, client->frame + client->done, missing, 0);

    if (got == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return got > 0 ? got : -1;
/* GAP(8.6b) */
    ssize_t sent = send(client->fd, client->frame + client->done, left,
                        MSG_NOSIGNAL);

    if (sent == -1 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return sent;
/* GAP(8.6c) */
    fd = accept4(service->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd == -1)
        return errno == EAGAIN || errno == EINTR || errno == ECONNABORTED ? 0
                                                                          : -1;
/* GAP(8.6e) */
        if (polled[1 + i].fd != -1 &&
            polled[1 + i].revents & (POLLIN | POLLOUT | POLLHUP | POLLERR) &&
            make_step(client) == -1)
            drop_client(service, client);
