/* proc_text.c - reading whole files of /proc, and comparing open files. */
#include "observe/proc_text.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* One read gives a page at most, however large the buffer. */
static char *read_all(int fd)
{
    size_t used = 0, room = 1024;
    char *text = malloc(room);
    while (text) {
        ssize_t got = read(fd, text + used, room - used - 1);
        if (got == -1 && errno == EINTR)
            continue;
        if (got <= 0) {
            text[used] = '\0';
            break;
        }
        used += (size_t)got;
        if (room - used > 512)
            continue;
        char *larger = realloc(text, room *= 2);
        if (!larger)
            free(text);
        text = larger;
    }
    return text;
}

char *proc_text(pid_t pid, const char *name)
{
    char path[96];
    if (pid)
        (void)snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    else
        (void)snprintf(path, sizeof path, "/proc/%s", name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return NULL;
    char *text = read_all(fd);
    (void)close(fd);
    return text;
}

char *proc_fdinfo(pid_t pid, int fd)
{
    char name[32];
    (void)snprintf(name, sizeof name, "fdinfo/%d", fd);
    return proc_text(pid, name);
}

bool proc_field(const char *text, const char *key, int base, int64_t *value)
{
    size_t length = strlen(key);
    for (const char *line = text; line && *line;) {
        if (strncmp(line, key, length) == 0 && line[length] == ':') {
            *value = (int64_t)strtoull(line + length + 1, NULL, base);
            return true;
        }
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    return false;
}

bool proc_same_file(pid_t left, int left_fd, pid_t right, int right_fd)
{
    return syscall(SYS_kcmp, left, right, KCMP_FILE, left_fd, right_fd) == 0;
}

bool proc_epoll_watches(pid_t pid, int epoll_fd, int target, bool *known)
{
    struct kcmp_epoll_slot slot = { .efd = (uint32_t)epoll_fd,
                                    .tfd = (uint32_t)target };
    long order = syscall(SYS_kcmp, pid, pid, KCMP_EPOLL_TFD, target, &slot);
    *known = order != -1 || errno == EBADF || errno == ENOENT;
    return order == 0;
}
