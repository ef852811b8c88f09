/* diag.c - one netlink question, one answer; see sock_diag(7). */
#include "observe/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
    struct nlmsghdr header;
    struct unix_diag_req body;
};

/* ---- asked inside; see inside_question ---- */

static ssize_t exchange(int fd, const struct request *request, void *answer,
                        size_t size)
{
    struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
    ssize_t sent = sendto(fd, request, sizeof *request, 0,
                          (struct sockaddr *)&kernel, sizeof kernel);
    return sent == -1 ? -1 : recv(fd, answer, size, 0);
}

static ssize_t ask_unix(const void *ask, void *answer, size_t size)
{
    struct request request = {
        .header = { .nlmsg_len = sizeof request,
                    .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                    .nlmsg_flags = NLM_F_REQUEST },
        .body = { .sdiag_family = AF_UNIX,
                  .udiag_states = ~0U,
                  .udiag_show =
                      UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN | UDIAG_SHOW_VFS,
                  .udiag_cookie = { ~0U, ~0U } }, /* INET_DIAG_NOCOOKIE */
    };
    memcpy(&request.body.udiag_ino, ask, sizeof request.body.udiag_ino);
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd == -1)
        return -1;
    ssize_t length = exchange(fd, &request, answer, size);
    int saved = errno;
    (void)close(fd);
    errno = saved;
    return length;
}

static ssize_t ask_datagram_limit(const void *ask, void *answer, size_t size)
{
    (void)ask;
    int fd = open("/proc/sys/net/unix/max_dgram_qlen", O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return -1;
    ssize_t length = read(fd, answer, size - 1);
    (void)close(fd);
    return length;
}

/* ---- what the answers mean ---- */

static void read_attribute(const struct rtattr *attribute, int state,
                           struct diag_unix *answer)
{
    const void *data = (const char *)attribute + RTA_LENGTH(0);
    struct unix_diag_rqlen queue;
    struct unix_diag_vfs file;
    uint32_t peer;
    uint8_t shut;
    switch (attribute->rta_type) {
    case UNIX_DIAG_PEER:
        memcpy(&peer, data, sizeof peer);
        answer->joined = true;
        answer->peer = peer;
        break;
    case UNIX_DIAG_VFS:
        memcpy(&file, data, sizeof file);
        answer->file = file.udiag_vfs_ino;
        break;
    case UNIX_DIAG_RQLEN: /* of others than listeners it is memory */
        memcpy(&queue, data, sizeof queue);
        answer->waiting = state == 10 ? queue.udiag_rqueue : 0;
        answer->backlog = state == 10 ? queue.udiag_wqueue : 0;
        break;
    case UNIX_DIAG_SHUTDOWN: /* RCV_SHUTDOWN 1, SEND_SHUTDOWN 2 */
        memcpy(&shut, data, sizeof shut);
        answer->shut_in = shut & 1;
        answer->shut_out = shut & 2;
        break;
    default: break;
    }
}

int diag_unix(struct inside *inside, uint64_t inode, struct diag_unix *answer)
{
    _Alignas(struct nlmsghdr) char buffer[1024];
    const struct nlmsghdr *header = (void *)buffer;
    const struct unix_diag_msg *body = NLMSG_DATA(header);
    uint32_t ask = (uint32_t)inode;
    *answer = (struct diag_unix){ 0 };
    ssize_t length =
        inside_ask(inside, ask_unix, &ask, sizeof ask, buffer, sizeof buffer);
    if (length == -1)
        return -1;
    errno = ENOENT;
    if (!NLMSG_OK(header, (size_t)length) ||
        header->nlmsg_type != SOCK_DIAG_BY_FAMILY || body->udiag_ino != ask)
        return -1;
    int left = (int)(header->nlmsg_len - NLMSG_LENGTH(sizeof *body));
    const struct rtattr *attribute = (const void *)(body + 1);
    for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
        read_attribute(attribute, body->udiag_state, answer);
    return 0;
}

int64_t diag_datagram_limit(struct inside *inside)
{
    char text[32] = "";
    ssize_t length =
        inside_ask(inside, ask_datagram_limit, NULL, 0, text, sizeof text);
    return length > 0 ? strtoll(text, NULL, 10) : -1;
}

int64_t diag_packets_under_way(void)
{
    FILE *file = fopen("/proc/net/softnet_stat", "re");
    char line[512];
    int64_t packets = file ? 0 : -1;
    /* One line a processor; the 12th number is the length of its backlog. */
    while (file && fgets(line, sizeof line, file)) {
        char *at = line;
        unsigned long value = 0;
        for (int column = 1; column <= 12; column++)
            value = strtoul(at, &at, 16);
        packets += (int64_t)value;
    }
    if (file)
        (void)fclose(file);
    return packets;
}
