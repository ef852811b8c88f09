/* proc_look.c - reading /proc for those who look ten times a second. */
#include "observe/proc_look.h"

#include "observe/proc.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define KERNEL_THREAD 0x00200000 /* PF_KTHREAD of <linux/sched.h> */

static ssize_t slurp(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reads a small file of /proc, ended by NUL. */
static ssize_t slurp(char *text, size_t size, const char *format, ...)
{
    char path[64];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(path, sizeof path, format, list);
    va_end(list);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return -1;
    ssize_t length = read(fd, text, size - 1);
    int saved = errno;
    (void)close(fd);
    errno = saved;
    text[length > 0 ? length : 0] = '\0';
    return length;
}

/* ---- has it moved? ---- */

int proc_activity_open(pid_t tid)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/schedstat", tid);
    return open(path, O_RDONLY | O_CLOEXEC);
}

static uint64_t number_behind(const char *text, const char *key, int base)
{
    const char *found = strstr(text, key);
    return found ? strtoull(found + strlen(key), NULL, base) : 0;
}

/* A kernel that was built without these figures counts switches all the same. */
static int switches(pid_t tid, struct activity *activity)
{
    char text[4096];
    if (slurp(text, sizeof text, "/proc/%d/status", tid) <= 0)
        return -1;
    activity->ran_ns = 0;
    activity->turns = number_behind(text, "\nvoluntary_ctxt_switches:", 10) +
                      number_behind(text, "\nnonvoluntary_ctxt_switches:", 10);
    return 0;
}

int proc_activity(int fd, pid_t tid, struct activity *activity)
{
    char text[128], *rest;
    ssize_t length = fd == -1 ? 0 : pread(fd, text, sizeof text - 1, 0);
    if (length == -1)
        return -1;
    text[length] = '\0';
    activity->ran_ns = strtoull(text, &rest, 10);
    (void)strtoull(rest, &rest, 10);
    activity->turns = strtoull(rest, NULL, 10);
    return activity->turns ? 0 : switches(tid, activity);
}

/* ---- what it is ---- */

int proc_stat(pid_t tid, struct stat_facts *facts)
{
    char text[2048];
    unsigned long flags = 0, code = 0, stack = 0;
    *facts = (struct stat_facts){ 0 };
    if (slurp(text, sizeof text, "/proc/%d/stat", tid) <= 0)
        return -1;
    /* The name in parentheses may hold anything, also ')' and blanks. */
    char *after = strrchr(text, ')');
    if (!after ||
        sscanf(after + 1,
               " %c %d %*d %d %*d %*d %lu %*u %*u %*u %*u %*u %*u %*d %*d"
               " %*d %*d %d %*d %*u %*u %*d %*u %lu %*u %lu",
               &facts->state, &facts->parent, &facts->session, &flags,
               &facts->threads, &code, &stack) < 5)
        return -1;
    facts->kernel = flags & KERNEL_THREAD;
    facts->image = code ^ stack << 1;
    char *last = strrchr(after, ' '); /* added at the end, and never moved */
    facts->exit_code = last ? atoi(last) : 0;
    return 0;
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) /* FNV-1a */
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3;
    return hash;
}

#define HASH_BEGIN 0xcbf29ce484222325

uint64_t proc_program(pid_t pid)
{
    char path[64], name[4096];
    struct stat_facts facts;
    (void)snprintf(path, sizeof path, "/proc/%d/exe", pid);
    ssize_t length = readlink(path, name, sizeof name);
    if (length <= 0) /* secret: what it is called must do */
        length = slurp(name, sizeof name, "/proc/%d/cmdline", pid);
    uint64_t hash = mix(HASH_BEGIN, name, length > 0 ? (size_t)length : 0);
    if (proc_stat(pid, &facts) == 0)
        hash = mix(hash, &facts.image, sizeof facts.image);
    return hash;
}

bool proc_same_program(pid_t one, pid_t two)
{
    char path[64], first[4096], second[4096];
    (void)snprintf(path, sizeof path, "/proc/%d/exe", one);
    ssize_t length = readlink(path, first, sizeof first);
    (void)snprintf(path, sizeof path, "/proc/%d/exe", two);
    return length > 0 && readlink(path, second, sizeof second) == length &&
           memcmp(first, second, (size_t)length) == 0;
}

bool proc_is_starting(pid_t pid)
{
    char path[64], text[64];
    (void)snprintf(path, sizeof path, "/proc/%d/exe", pid);
    return readlink(path, text, sizeof text) > 0 &&
           slurp(text, sizeof text, "/proc/%d/cmdline", pid) == 0;
}

char *proc_name(pid_t pid)
{
    char text[64], *name = proc_command(pid);
    if (name || slurp(text, sizeof text, "/proc/%d/comm", pid) <= 0)
        return name;
    text[strcspn(text, "\n")] = '\0';
    return asprintf(&name, "[%s]", text) == -1 ? NULL : name;
}

int proc_user(pid_t pid)
{
    char text[4096];
    if (slurp(text, sizeof text, "/proc/%d/status", pid) <= 0)
        return -1;
    const char *line = strstr(text, "\nUid:\t");
    int real, effective;
    return line && sscanf(line, "\nUid:\t%d %d", &real, &effective) == 2
               ? effective
               : -1;
}

/* After an exec /proc/PID belongs to who the process is now; a program that may
 * not be read is taken for one that lacks nothing. */
bool proc_lacks_rights(pid_t pid)
{
    char path[64];
    struct stat file;
    (void)snprintf(path, sizeof path, "/proc/%d/exe", pid);
    int user = proc_user(pid);
    if (user == -1 || stat(path, &file) == -1)
        return false;
    if (file.st_mode & S_ISUID && (int)file.st_uid != user)
        return true;
    char text[4096];
    bool capable = user == 0 ||
                   getxattr(path, "security.capability", NULL, 0) <= 0 ||
                   slurp(text, sizeof text, "/proc/%d/status", pid) <= 0 ||
                   !strstr(text, "\nCapEff:\t0000000000000000\n");
    return !capable;
}

int64_t proc_writes(pid_t pid)
{
    char text[512];
    const char *line = slurp(text, sizeof text, "/proc/%d/io", pid) > 0
                           ? strstr(text, "\nsyscw: ")
                           : NULL;
    return line ? (int64_t)number_behind(line, "syscw: ", 10) : -1;
}

bool proc_may_have_timer(pid_t pid)
{
    char text[4096];
    if (slurp(text, sizeof text, "/proc/%d/timers", pid) != 0)
        return true; /* some, or this kernel does not tell */
    return slurp(text, sizeof text, "/proc/%d/status", pid) <= 0 ||
           number_behind(text, "\nSigCgt:", 16) >> (SIGALRM - 1) & 1;
}

/* ---- lists ---- */

static bool add_id(int **ids, int *count, int id)
{
    if (*count % 64 == 0) {
        size_t size = ((size_t)*count + 64) * sizeof **ids;
        int *larger = realloc(*ids, size);
        if (!larger)
            return false;
        *ids = larger;
    }
    (*ids)[(*count)++] = id;
    return true;
}

static int numbers_in(const char *path, int **ids)
{
    int count = 0;
    *ids = NULL;
    DIR *directory = opendir(path);
    if (!directory)
        return -1;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (isdigit((unsigned char)entry->d_name[0]) &&
            !add_id(ids, &count, atoi(entry->d_name)))
            break;
    (void)closedir(directory);
    return count;
}

int proc_threads(pid_t pid, int **ids)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/task", pid);
    return numbers_in(path, ids);
}

int proc_processes(int **ids)
{
    return numbers_in("/proc", ids);
}

int proc_children(pid_t pid, pid_t tid, int **ids)
{
    char text[16384], *at = text, *rest;
    int count = 0;
    *ids = NULL;
    if (slurp(text, sizeof text, "/proc/%d/task/%d/children", pid, tid) == -1)
        return -1;
    for (long id; (id = strtol(at, &rest, 10)) > 0; at = rest)
        if (!add_id(ids, &count, (int)id))
            break;
    return count;
}

uint64_t proc_table(pid_t pid)
{
    char path[64], name[512];
    uint64_t hash = HASH_BEGIN;
    (void)snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *directory = opendir(path);
    if (!directory)
        return 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        struct stat status; /* of the link: its mode is that of the opening */
        int folder = dirfd(directory);
        ssize_t length = readlinkat(folder, entry->d_name, name, sizeof name);
        if (length == -1 ||
            fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == -1)
            continue;
        hash = mix(hash, entry->d_name, strlen(entry->d_name) + 1);
        hash = mix(hash, &status.st_mode, sizeof status.st_mode);
        hash = mix(hash, name, (size_t)length);
    }
    (void)closedir(directory);
    return hash;
}
