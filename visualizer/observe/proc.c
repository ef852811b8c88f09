/* proc.c - reading /proc, one small function per question. */
#include "observe/proc.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/uio.h>
#include <unistd.h>

#define MQUEUE_MAGIC 0x19800202 /* ipc/mqueue.c; not in <linux/magic.h> */

/* Reads a small file of /proc into text (always ended by NUL). */
static ssize_t slurp(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return -1;
    ssize_t length = read(fd, text, size - 1);
    close(fd);
    text[length > 0 ? length : 0] = '\0';
    return length;
}

/* The number behind "Key:" in a status-like file, in the given base. */
static int64_t field(const char *text, const char *key, int base)
{
    const char *found = strstr(text, key);
    /* Unsigned: a set of signals has 64 bits. */
    return found ? (int64_t)strtoull(found + strlen(key), NULL, base) : 0;
}

/* Kinds that only the link in /proc/PID/fd tells apart. */
static const struct {
    const char *link;
    enum object_kind kind;
} anonymous[] = {
    { "anon_inode:[eventfd]", OBJECT_EVENTFD },
    { "anon_inode:[timerfd]", OBJECT_TIMERFD },
    { "anon_inode:[signalfd]", OBJECT_SIGNALFD },
    { "anon_inode:[eventpoll]", OBJECT_EPOLL },
    { "anon_inode:[pidfd]", OBJECT_PIDFD },
};

static enum object_kind kind_of_file(const char *path, const char *name)
{
    struct statfs system;
    for (size_t i = 0; i < sizeof anonymous / sizeof anonymous[0]; i++)
        if (strcmp(name, anonymous[i].link) == 0)
            return anonymous[i].kind;
    if (statfs(path, &system) == 0 && system.f_type == MQUEUE_MAGIC)
        return OBJECT_QUEUE;
    if (strncmp(name, "/dev/shm/", 9) == 0 || strncmp(name, "/memfd:", 7) == 0)
        return OBJECT_MEMORY;
    return OBJECT_FILE;
}

static enum object_kind kind_of(const struct stat *status, const char *path,
                                const char *name)
{
    switch (status->st_mode & S_IFMT) {
    case S_IFIFO:
        return strncmp(name, "pipe:", 5) == 0 ? OBJECT_PIPE : OBJECT_FIFO;
    case S_IFSOCK: return OBJECT_SOCKET;
    case S_IFREG: return kind_of_file(path, name);
    case S_IFCHR:
        return strncmp(name, "/dev/pts/", 9) == 0 ||
                       strncmp(name, "/dev/tty", 8) == 0
                   ? OBJECT_TERMINAL
                   : OBJECT_FILE;
    case 0: { /* anonymous inodes have no type */
        enum object_kind kind = kind_of_file(path, name);
        return kind == OBJECT_FILE ? OBJECT_OTHER : kind;
    }
    default: return OBJECT_OTHER;
    }
}

static bool means_something(enum object_kind kind)
{
    return kind != OBJECT_PIPE && kind != OBJECT_SOCKET &&
           kind != OBJECT_EVENTFD && kind != OBJECT_TIMERFD &&
           kind != OBJECT_SIGNALFD && kind != OBJECT_EPOLL &&
           kind != OBJECT_PIDFD;
}

void proc_memory_name(char *path)
{
    char *gone = strstr(path, " (deleted)");
    if (gone && gone[10] == '\0')
        *gone = '\0';
    size_t skip = strncmp(path, "/dev/shm/", 9) == 0 ? 8
                  : strncmp(path, "/memfd:", 7) == 0 ? 1
                                                     : 0;
    memmove(path, path + skip, strlen(path + skip) + 1);
}

/* All anonymous descriptors share one inode. Some say in their fdinfo who they
 * are; the inode of the others is 0: only comparing tells. */
static void identify(const char *fdinfo, struct descriptor_facts *facts)
{
    switch (facts->kind) {
    case OBJECT_EVENTFD:
        facts->inode = strstr(fdinfo, "eventfd-id:")
                           ? (uint64_t)field(fdinfo, "eventfd-id:", 10) + 1
                           : 0;
        break;
    case OBJECT_PIDFD:
        facts->inode = (uint64_t)field(fdinfo, "\nPid:", 10);
        break;
    case OBJECT_TIMERFD:
    case OBJECT_SIGNALFD:
    case OBJECT_EPOLL: facts->inode = 0; break;
    default: break;
    }
}

int proc_descriptor(pid_t pid, int fd, struct descriptor_facts *facts)
{
    char path[64], text[512];
    struct stat status;
    (void)snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fd);
    ssize_t length = readlink(path, facts->name, sizeof facts->name - 1);
    if (length == -1 || stat(path, &status) == -1)
        return -1;
    facts->name[length] = '\0';
    facts->kind = kind_of(&status, path, facts->name);
    facts->has_name = means_something(facts->kind);
    if (facts->kind == OBJECT_MEMORY)
        proc_memory_name(facts->name);
    facts->device = status.st_dev;
    facts->inode = status.st_ino;
    (void)snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", pid, fd);
    if (slurp(path, text, sizeof text) == -1)
        return -1;
    identify(text, facts);
    int64_t flags = field(text, "flags:", 8);
    int mode = (int)flags & O_ACCMODE;
    facts->access = (mode != O_WRONLY ? ACCESS_READ : 0) |
                    (mode != O_RDONLY ? ACCESS_WRITE : 0) |
                    (flags & O_CLOEXEC ? ACCESS_CLOEXEC : 0) |
                    (flags & O_NONBLOCK ? ACCESS_NONBLOCK : 0) |
                    (flags & O_DIRECT ? ACCESS_PACKET : 0) |
                    (flags & O_ASYNC ? ACCESS_ASYNC : 0);
    return 0;
}

int proc_descriptors(pid_t pid, int **fds)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *directory = opendir(path);
    if (!directory)
        return -1;
    int count = 0, room = 0;
    *fds = NULL;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        if (count == room) {
            room = room ? 2 * room : 16;
            int *larger = realloc(*fds, (size_t)room * sizeof **fds);
            if (!larger)
                break;
            *fds = larger;
        }
        (*fds)[count++] = atoi(entry->d_name);
    }
    closedir(directory);
    return count;
}

int proc_take(pid_t pid, int fd)
{
    int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (pidfd == -1)
        return -1;
    int copy = (int)syscall(SYS_pidfd_getfd, pidfd, fd, 0), saved = errno;
    (void)close(pidfd);
    errno = saved;
    return copy;
}

int proc_pipe_fill(pid_t pid, int fd, int64_t *bytes, int64_t *capacity)
{
    int copy = proc_take(pid, fd), waiting = 0, size = -1;
    if (copy == -1)
        return -1;
    if (ioctl(copy, FIONREAD, &waiting) == 0)
        size = fcntl(copy, F_GETPIPE_SZ);
    int saved = errno;
    (void)close(copy);
    errno = saved;
    *bytes = waiting;
    *capacity = size;
    return size == -1 ? -1 : 0;
}

int proc_sleep(pid_t tid, struct task_facts *facts)
{
    char path[64], text[4096];
    (void)snprintf(path, sizeof path, "/proc/%d/status", tid);
    if (slurp(path, text, sizeof text) <= 0)
        return -1;
    const char *state = strstr(text, "\nState:\t");
    facts->state = state ? state[8] : '?';
    facts->switches = (uint64_t)field(text, "\nvoluntary_ctxt_switches:", 10) +
                      (uint64_t)field(text, "nonvoluntary_ctxt_switches:", 10);
    return 0;
}

int proc_task(pid_t tid, struct task_facts *facts)
{
    char path[64], text[4096];
    (void)snprintf(path, sizeof path, "/proc/%d/stat", tid);
    if (slurp(path, text, sizeof text) <= 0)
        return -1;
    /* The name in parentheses may hold anything, also ')' and blanks. */
    char *after = strrchr(text, ')');
    unsigned long user = 0, system = 0;
    if (!after ||
        sscanf(after + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
               &facts->state, &user, &system) != 3)
        return -1;
    facts->cpu_ticks = user + system;
    return proc_sleep(tid, facts);
}

long proc_call(pid_t tid, int64_t arguments[6])
{
    char path[64], text[256];
    (void)snprintf(path, sizeof path, "/proc/%d/syscall", tid);
    if (slurp(path, text, sizeof text) <= 0 || !isdigit((unsigned char)text[0]))
        return -1;
    char *rest;
    long number = strtol(text, &rest, 10);
    for (int i = 0; arguments && i < 6; i++)
        arguments[i] = (int64_t)strtoull(rest, &rest, 16);
    return number;
}

int proc_where(pid_t tid, uint64_t *pc, uint64_t *stack)
{
    char path[64], text[256];
    (void)snprintf(path, sizeof path, "/proc/%d/syscall", tid);
    return slurp(path, text, sizeof text) > 0 &&
                   sscanf(text,
                          "%*d %*x %*x %*x %*x %*x %*x %" SCNx64 " %" SCNx64,
                          stack, pc) == 2
               ? 0
               : -1;
}

char *proc_command(pid_t pid)
{
    char path[64], text[1024];
    (void)snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
    ssize_t length = slurp(path, text, sizeof text);
    for (ssize_t i = 0; i + 1 < length; i++)
        if (text[i] == '\0')
            text[i] = ' ';
    return length > 0 ? strdup(text) : NULL;
}

static int64_t status_field(pid_t tid, const char *key, bool last)
{
    char path[64], text[4096];
    (void)snprintf(path, sizeof path, "/proc/%d/status", tid);
    if (slurp(path, text, sizeof text) <= 0)
        return 0;
    char *line = strstr(text, key);
    if (!line)
        return 0;
    line += strlen(key);
    line[strcspn(line, "\n")] = '\0';
    char *tab = last ? strrchr(line, '\t') : NULL;
    return strtoll(tab ? tab : line, NULL, 10);
}

int proc_group(pid_t tid)
{
    return (int)status_field(tid, "\nTgid:", false);
}

int proc_inner_pid(pid_t tid)
{
    return (int)status_field(tid, "\nNSpid:", true);
}

int proc_signals(pid_t tid, struct signal_sets *sets)
{
    char path[64], text[4096];
    (void)snprintf(path, sizeof path, "/proc/%d/status", tid);
    if (slurp(path, text, sizeof text) <= 0)
        return -1;
    *sets = (struct signal_sets){
        .blocked = (uint64_t)field(text, "\nSigBlk:", 16),
        .pending = (uint64_t)field(text, "\nSigPnd:", 16),
        .shared = (uint64_t)field(text, "\nShdPnd:", 16),
        .caught = (uint64_t)field(text, "\nSigCgt:", 16),
        .ignored = (uint64_t)field(text, "\nSigIgn:", 16),
    };
    return 0;
}

uint64_t proc_ignored(pid_t pid)
{
    struct signal_sets sets;
    return proc_signals(pid, &sets) == 0 ? sets.ignored : 0;
}

ssize_t proc_memory(pid_t pid, uint64_t address, void *buffer, size_t length)
{
    struct iovec local = { buffer, length };
    struct iovec remote = { (void *)(uintptr_t)address, length };
    return process_vm_readv(pid, &local, 1, &remote, 1, 0);
}
