/* Right: a byte more of room than a request may have shows that it is too long.
 * expect: full points
 */
/* REPLACE(serve_datagrams) */
int serve_datagrams(int socket, int requests)
{
    (void)receive_request;
    while (requests-- > 0) {
        char text[DATAGRAM_MAX + 1];
        struct sockaddr_un sender;
        socklen_t size;
        ssize_t length;

        do {
            size = sizeof sender;
            length = recvfrom(socket, text, sizeof text, 0,
                              (struct sockaddr *)&sender, &size);
        } while (length == -1 && errno == EINTR);
        if (length == -1)
            return -1;
        if (length > DATAGRAM_MAX || size == 0)
            continue;
        make_upper(text, (size_t)length);
        sendto(socket, text, (size_t)length, MSG_DONTWAIT,
               (struct sockaddr *)&sender, size);
    }
    return 0;
}
