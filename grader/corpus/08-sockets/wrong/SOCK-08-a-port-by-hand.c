/* SOCK-08: sin_port without htons.
 * expect: SOCK-08 in 8.5 at HERE
 * also: 8.5
 */
/* TOP(tcp.c) */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
/* REPLACE(tcp_connect) */
int tcp_connect(const char *host, const char *port, int milliseconds)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)milliseconds;
    (void)connect_to;
    address.sin_port = (in_port_t)atoi(port);
    inet_pton(AF_INET, host[0] != '\0' ? host : "127.0.0.1",
              &address.sin_addr);
    if (fd == -1 || connect(fd, (struct sockaddr *)&address, /* HERE */
                            sizeof address) == -1)
        return fd == -1 ? -1 : give_up(fd);
    return fd;
}
