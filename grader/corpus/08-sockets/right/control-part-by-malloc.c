/* Right: the control part from malloc, and sendmsg with more flags.
 * expect: full points
 */
/* TOP(passing.c) */
#include <stdlib.h>
/* REPLACE(send_descriptor) */
static int send_descriptor(int socket, int descriptor)
{
    char byte = 'F';
    struct iovec part = { &byte, 1 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    struct cmsghdr *header = calloc(1, CMSG_SPACE(sizeof(int)));
    ssize_t sent;

    if (header == NULL)
        return -1;
    message.msg_control = header;
    message.msg_controllen = CMSG_LEN(sizeof(int));
    *header = (struct cmsghdr){ CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS };
    *(int *)(void *)CMSG_DATA(header) = descriptor;
    do
        sent = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_EOR);
    while (sent == -1 && errno == EINTR);
    free(header);
    return sent == -1 ? -1 : 0;
}
