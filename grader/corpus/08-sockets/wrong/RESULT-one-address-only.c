/* RESULT: only the first address of a host is tried.
 * expect: RESULT in 8.5 no line
 */
/* REPLACE(tcp_connect) */
int tcp_connect(const char *host, const char *port, int milliseconds)
{
    struct addrinfo *list = find_addresses(host, port, 0);
    int fd = -1;

    if (list == NULL)
        return -1;
    fd = connect_to(list, milliseconds);
    freeaddrinfo(list);
    return fd;
}
