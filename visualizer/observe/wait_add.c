/* wait_add.c - who could end a wait, and the rule for each role. */
#include "observe/wait_rules.h"

static wait_rule *const rules[] = {
    [ROLE_NONE] = wait_for_something,  [ROLE_READ] = wait_for_data,
    [ROLE_WRITE] = wait_for_room,      [ROLE_OPEN] = wait_for_open,
    [ROLE_FCNTL] = wait_for_lock,      [ROLE_LOCK] = wait_for_lock,
    [ROLE_WAIT] = wait_for_child,      [ROLE_POLL] = wait_for_event,
    [ROLE_SLEEP] = wait_for_time,      [ROLE_PAUSE] = wait_for_signal,
    [ROLE_FUTEX] = wait_for_word,      [ROLE_SEND] = wait_for_space,
    [ROLE_RECEIVE] = wait_for_message, [ROLE_SEMOP] = wait_for_semset,
    [ROLE_CONNECT] = wait_for_partner, [ROLE_ACCEPT] = wait_for_partner,
    [ROLE_FORK] = wait_for_vfork,
};

wait_rule *wait_rule_of(enum call_role role)
{
    size_t count = sizeof rules / sizeof rules[0];
    return (size_t)role < count && rules[role] ? rules[role]
                                               : wait_for_something;
}

static void add(struct wait *wait, struct waker waker)
{
    if (wait->waker_count < WAKERS_MAX)
        wait->wakers[wait->waker_count++] = waker;
    else
        wait->outside = true; /* more than can be listed: claim nothing */
}

void wait_add(struct wait *wait, int pid, int object, int fd)
{
    add(wait, (struct waker){ pid, object, fd, true });
}

void wait_add_somebody(struct wait *wait, int pid, int object, bool holds)
{
    add(wait, (struct waker){ pid, object, -1, holds });
}

static bool maps(const struct process *process, int object)
{
    for (int i = 0; i < process->mapping_count; i++)
        if (process->mappings[i].object == object)
            return true;
    return false;
}

void wait_add_holders(const struct world *world, struct wait *wait, int object,
                      int access)
{
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (!process_alive(process))
            continue;
        for (int fd = 0; fd < process->descriptor_limit; fd++)
            if (process->descriptors[fd].object == object &&
                (process->descriptors[fd].access & access))
                wait_add(wait, process->pid, object, fd);
        if (maps(process, object))
            wait_add(wait, process->pid, object, -1);
    }
}

void wait_add_everybody(const struct world *world, struct wait *wait,
                        int object)
{
    wait_add_holders(world, wait, object, ACCESS_READ | ACCESS_WRITE);
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (process_alive(process) &&
            (process->pid != wait->pid || process->thread_count > 1))
            add(wait, (struct waker){ process->pid, object, -1, false });
    }
}

void wait_add_threads(const struct process *process,
                      const struct thread *thread, struct wait *wait)
{
    for (int i = 0; i < process->thread_count; i++)
        if (process->threads[i].tid != thread->tid)
            wait_add(wait, process->pid, 0, -1);
}
