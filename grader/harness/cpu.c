/* cpu.c - claims by way of names in the abstract socket namespace.
 *
 * A tracer and its program take turns, so they share a processor; two runs at
 * the same time must not share one. A bound name is a lock that needs no file
 * and that the kernel releases with its holder. unix(7), "Abstract sockets"
 */
#include "harness/cpu.h"

#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int claim_one(int cpu)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    int length = snprintf(name.sun_path + 1, sizeof name.sun_path - 1,
                          "ipc-lab-kit/%d/cpu/%d", (int)getuid(), cpu);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
                                 (size_t)length);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd != -1 && bind(fd, (struct sockaddr *)&name, size) == 0)
        return fd;
    if (fd != -1)
        (void)close(fd);
    return -1;
}

int cpu_claim(int *claim)
{
    cpu_set_t allowed;
    int current = sched_getcpu();
    *claim = claim_one(current);
    if (*claim != -1 || sched_getaffinity(0, sizeof allowed, &allowed) == -1)
        return current;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (cpu != current && CPU_ISSET(cpu, &allowed) &&
            (*claim = claim_one(cpu)) != -1)
            return cpu;
    return current;
}
