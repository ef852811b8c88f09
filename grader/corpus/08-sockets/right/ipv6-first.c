/* Right: all addresses at once, by one IPv6 socket that takes both.
 * expect: full points
 */
/* REPLACE(tcp_listen) */
int tcp_listen(const char *host, const char *port)
{
    struct addrinfo *list = find_addresses(host, port, AI_PASSIVE);
    int fd = -1;

    if (list == NULL)
        return -1;
    for (struct addrinfo *at = list; at != NULL && fd == -1; at = at->ai_next)
        if (at->ai_family == AF_INET6)
            fd = listen_at(at);
    for (struct addrinfo *at = list; at != NULL && fd == -1; at = at->ai_next)
        fd = listen_at(at);
    freeaddrinfo(list);
    return fd;
}
