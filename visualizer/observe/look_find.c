/* look_find.c - who belongs to those who are looked at.
 *
 *   /proc ──► known already? ──► a descendant, or of the user ──► look_add
 */
#include "observe/look_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_number(const void *left, const void *right)
{
    int one = *(const int *)left, two = *(const int *)right;
    return (one > two) - (one < two);
}

static bool is_of_user(const struct trace *trace, pid_t pid, bool first_sight)
{
    char path[32];
    struct stat status;
    struct stat_facts facts;
    (void)snprintf(path, sizeof path, "/proc/%d", pid);
    if (stat(path, &status) == -1)
        return false;
    /* What keeps itself secret belongs to root in /proc. */
    bool ours = (int)status.st_uid == trace->look->user ||
                (first_sight && proc_user(pid) == trace->look->user);
    return ours && proc_stat(pid, &facts) == 0 && !facts.kernel;
}

static bool belongs(const struct trace *trace, pid_t pid, bool first_sight)
{
    struct stat_facts facts;
    if (pid == getpid())
        return false;
    if (trace->look->options.user)
        return is_of_user(trace, pid, first_sight);
    return first_sight && proc_stat(pid, &facts) == 0 &&
           task_find(trace, facts.parent);
}

static bool is_other(const struct look *look, int pid)
{
    return look->others &&
           bsearch(&pid, look->others, (size_t)look->other_count, sizeof pid,
                   by_number);
}

/* Keeps in ids those who do not belong here, for the next time. */
static void remember_others(struct trace *trace, int *ids, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (!task_find(trace, ids[i]))
            ids[kept++] = ids[i];
    free(trace->look->others);
    trace->look->others = ids;
    trace->look->other_count = kept;
}

/* Somebody may become the user's later, by setuid: so once a second all are
 * asked again. */
static void find_processes(struct trace *trace, bool beginning)
{
    const struct look *look = trace->look;
    int *ids, count = proc_processes(&ids);
    bool again = look->options.user && look->second, added = true;
    if (count == -1)
        return;
    qsort(ids, (size_t)count, sizeof *ids, by_number);
    while (added) { /* a child may have a lower number than its parent */
        added = false;
        for (int i = 0; i < count; i++) {
            bool other = is_other(look, ids[i]);
            if ((other && !again) || task_find(trace, ids[i]) ||
                !belongs(trace, ids[i], !other))
                continue;
            int before = trace->task_count;
            look_add(trace, ids[i], beginning);
            added |= trace->task_count > before && !look->options.user;
        }
    }
    remember_others(trace, ids, count);
}

void look_begin(struct trace *trace)
{
    const struct look_options *options = &trace->look->options;
    for (int i = 0; i < options->pid_count; i++)
        if (!task_find(trace, options->pids[i]))
            look_add(trace, options->pids[i], true);
    if (options->tree || options->user)
        find_processes(trace, true);
}

void look_find(struct trace *trace)
{
    const struct look_options *options = &trace->look->options;
    for (int i = 0; i < trace->task_count; i++) {
        const struct task *task = &trace->tasks[i];
        if (task->tid == task->group && task->looked.moved &&
            !task->looked.zombie)
            look_add_threads(trace, task->tid);
    }
    if (options->tree || options->user)
        find_processes(trace, false);
}
