/* look_unseen.c - what may not be seen of whom, and why.
 *
 * Calls (/proc/PID/syscall), contents (pidfd_getfd) and memory need the right
 * to attach with ptrace, although nobody is attached to. ptrace(2), "Ptrace
 * access mode checking"
 */
#include "observe/look_private.h"
#include "observe/proc_kin.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const reasons[UNSEEN_KINDS] = {
    [UNSEEN_USER] = "another user's",
    [UNSEEN_YAMA] = "kernel.yama.ptrace_scope allows it to parents only",
    [UNSEEN_SECRET] = "it keeps itself secret",
    [UNSEEN_NAMESPACE] = "in namespaces of its own, with other numbers",
};

/* ---- one process ---- */

static bool can_see_calls(pid_t pid)
{
    char path[64], byte;
    (void)snprintf(path, sizeof path, "/proc/%d/syscall", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return false;
    bool can = read(fd, &byte, 1) == 1;
    (void)close(fd);
    return can;
}

static bool is_elsewhere(pid_t pid, const char *namespace)
{
    char path[64];
    struct stat ours, theirs;
    (void)snprintf(path, sizeof path, "/proc/self/ns/%s", namespace);
    if (stat(path, &ours) == -1)
        return false;
    (void)snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, namespace);
    return stat(path, &theirs) == 0 && ours.st_ino != theirs.st_ino;
}

static bool has_yama(void)
{
    char digit = '0';
    int fd = open("/proc/sys/kernel/yama/ptrace_scope", O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return false;
    bool on = read(fd, &digit, 1) == 1 && digit != '0';
    (void)close(fd);
    return on;
}

enum unseen look_unseen_of(pid_t pid)
{
    if (can_see_calls(pid))
        return is_elsewhere(pid, "pid") || is_elsewhere(pid, "ipc")
                   ? UNSEEN_NAMESPACE
                   : UNSEEN_NOTHING;
    int user = proc_user(pid);
    if (user != (int)geteuid())
        return user == -1 ? UNSEEN_NOTHING : UNSEEN_USER; /* gone */
    /* Descriptors need less than calls do: Yama forbids only the latter. */
    return has_yama() && proc_table(pid) ? UNSEEN_YAMA : UNSEEN_SECRET;
}

const char *look_refusal(pid_t pid)
{
    struct stat_facts facts;
    int *tids, count = proc_threads(pid, &tids);
    free(tids);
    if (pid == getpid())
        return "is ipcviz itself";
    if (count == -1 || proc_stat(pid, &facts) == -1)
        return errno == EACCES || (kill(pid, 0) == -1 && errno == EPERM)
                   ? "belongs to another user"
                   : "no such process";
    if (proc_group(pid) != pid)
        return "is a thread, not a process";
    if (facts.kernel)
        return "is part of the kernel";
    if (facts.state == 'Z')
        return "has ended already";
    return look_unseen_of(pid) == UNSEEN_USER ? "belongs to another user"
                                              : NULL;
}

/* ---- all of them ---- */

static void count_unseen(const struct trace *trace, int counts[UNSEEN_KINDS])
{
    memset(counts, 0, UNSEEN_KINDS * sizeof *counts);
    for (int i = 0; i < trace->task_count; i++) {
        const struct task *task = &trace->tasks[i];
        if (task->tid == task->group && !task->looked.zombie)
            counts[task->looked.unseen]++;
    }
}

static void compose(struct look *look)
{
    char *text = look->unseen_text;
    size_t size = sizeof look->unseen_text, used = 0;
    int all = 0, hidden;
    for (int i = 0; i < UNSEEN_KINDS; i++)
        all += look->unseen[i];
    hidden = all - look->unseen[UNSEEN_NOTHING];
    text[0] = '\0';
    if (look->hidden)
        used += (size_t)snprintf(text, size,
                                 "not seen: who else has something open, since "
                                 "/proc is mounted with hidepid");
    if (hidden == 0)
        return;
    used += (size_t)snprintf(text + used, size - used,
                             "%snot seen: calls and contents of %d of %d "
                             "processes",
                             used ? "; " : "", hidden, all);
    for (int i = 1; i < UNSEEN_KINDS; i++)
        if (look->unseen[i] && used < size)
            used += (size_t)snprintf(text + used, size - used, "; %d: %s",
                                     look->unseen[i], reasons[i]);
}

void look_tell_unseen(struct trace *trace)
{
    int counts[UNSEEN_KINDS];
    count_unseen(trace, counts);
    bool hidden = proc_hides_others();
    if (hidden == trace->look->hidden &&
        memcmp(counts + 1, trace->look->unseen + 1,
               (UNSEEN_KINDS - 1) * sizeof *counts) == 0) {
        trace->look->unseen[UNSEEN_NOTHING] = counts[UNSEEN_NOTHING];
        return;
    }
    memcpy(trace->look->unseen, counts, sizeof counts);
    trace->look->hidden = hidden;
    compose(trace->look);
    if (trace->look->unseen_text[0])
        trace_note(trace, strdup(trace->look->unseen_text));
}

const char *look_unseen(const struct trace *trace)
{
    return trace->look && trace->look->unseen_text[0] ? trace->look->unseen_text
                                                      : NULL;
}
