/* see_same.c - which anonymous descriptors are one object. kcmp(2)
 *
 * A timerfd, a signalfd and an epoll set have no number of their own: two
 * descriptors are the same object when they are the same open file.
 */
#include "observe/see.h"

#include "observe/proc_text.h"

#include <stdio.h>

static int compare_with(const struct trace *trace, const struct task *task,
                        int fd, enum object_kind kind,
                        const struct process *process)
{
    const struct task *other = task_find_shown(trace, process->pid);
    for (int i = 0; other && i < process->descriptor_limit; i++) {
        int id = process->descriptors[i].object;
        const struct object *object = world_object(&trace->world, id);
        if (!object || object->kind != kind ||
            (process->pid == task->shown_pid && i == fd))
            continue;
        if (proc_same_file(task->group, fd, other->group, i))
            return id;
    }
    return 0;
}

/* Compared with others first: dup2 puts another file in the place of a known
 * one. Nobody else has it: then it is what it was, or new. */
int see_same_file(const struct trace *trace, const struct task *task, int fd,
                  enum object_kind kind)
{
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        int id = process_alive(process)
                     ? compare_with(trace, task, fd, kind, process)
                     : 0;
        if (id)
            return id;
    }
    const struct process *own = world_process(&trace->world, task->shown_pid);
    const struct descriptor *known = own ? world_descriptor(own, fd) : NULL;
    const struct object *object =
        known ? world_object(&trace->world, known->object) : NULL;
    return object && object->kind == kind ? object->id : 0;
}

/* The inode of a pidfd is the pid of its process as we see it. */
void see_pidfd_ask(struct trace *trace, const struct object *object)
{
    char *facts = NULL;
    const struct task *task = task_find(trace, (pid_t)object->inode);
    if (task && task->recorded &&
        asprintf(&facts, "pid=%d", task->shown_pid) != -1)
        see_state(trace, object, 0, 0, 0, facts);
}
