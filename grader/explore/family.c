/* family.c - goes through a family of processes by /proc.
 *
 *   top ─► its threads ─► their children ─► their threads ─► ...
 */
#include "explore/family.h"

#include "observe/proc.h"
#include "observe/proc_look.h"

#include <stdlib.h>
#include <unistd.h>

#define GENERATIONS 64 /* a deeper family is not looked at to its end */

static void add_process(struct family *family, pid_t pid, int depth);

static void add_thread(struct family *family, pid_t pid, pid_t tid, int depth)
{
    struct task_facts facts;
    int *children = NULL;
    if (proc_task(tid, &facts) == -1)
        return;
    family->switches += facts.switches;
    family->asleep &= facts.state == 'S' || facts.state == 'Z' ||
                      facts.state == 'T' || facts.state == 'X';
    if (pid == tid)
        family->cpu_ms += (int64_t)facts.cpu_ticks * 1000;
    int count = depth < GENERATIONS ? proc_children(pid, tid, &children) : 0;
    for (int i = 0; i < count; i++)
        add_process(family, children[i], depth + 1);
    free(children);
}

static void add_process(struct family *family, pid_t pid, int depth)
{
    int *threads = NULL;
    int count = proc_threads(pid, &threads);
    for (int i = 0; i < count; i++)
        add_thread(family, pid, threads[i], depth);
    free(threads);
}

struct family family_look(pid_t top)
{
    struct family family = { .asleep = true };
    add_process(&family, top, 0);
    family.cpu_ms /= sysconf(_SC_CLK_TCK);
    return family;
}
