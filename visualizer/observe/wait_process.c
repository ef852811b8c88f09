/* wait_process.c - waiting for children, signals and time.
 *
 * wait(2), signal(7) */
#include "observe/wait_rules.h"

#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>

/* ---- children ---- */

/* Which child: its pid, 0 for any (groups are not told apart), -1 for a process
 * that is not of the run. */
static int child_waited_for(const struct world *world,
                            const struct thread *thread)
{
    const struct object *pidfd = world_object(world, thread->object);
    if (strcmp(call_at(thread->call)->name, "waitid") != 0)
        return (pid_t)thread->arguments[0] > 0 ? (int)thread->arguments[0] : 0;
    switch (thread->arguments[0]) {
    case P_PID: return (int)thread->arguments[1];
    case P_PIDFD: return pidfd ? (int)object_fact(pidfd, "pid", -1) : -1;
    default: return 0;
    }
}

void wait_for_child(const struct world *world, const struct process *parent,
                    const struct thread *thread, struct wait *wait)
{
    int wanted = child_waited_for(world, thread);
    wait->kind = WAIT_CHILD;
    wait->outside |= wanted < 0 || parent->outside & OUTSIDE_CHILD;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *child = &world->processes[i];
        if (child->parent == parent->pid && process_alive(child) &&
            (wanted == 0 || child->pid == wanted))
            wait_add(wait, child->pid, 0, -1);
    }
}

/* A child of vfork keeps its parent waiting. Which of the children it is was not
 * seen, so it may be any. */
void wait_for_vfork(const struct world *world, const struct process *parent,
                    const struct thread *thread, struct wait *wait)
{
    (void)thread;
    wait->kind = WAIT_VFORK;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *child = &world->processes[i];
        if (child->parent == parent->pid && process_alive(child))
            wait_add(wait, child->pid, 0, -1);
    }
    wait->outside |= wait->waker_count == 0 || parent->outside & OUTSIDE_CHILD;
}

/* ---- signals ---- */

static uint64_t bit(int number)
{
    return number > 0 ? UINT64_C(1) << (number - 1) : 0;
}

bool wait_clock_helps(const struct process *process, uint64_t awaited)
{
    uint64_t blocked = ~UINT64_C(0);
    for (int i = 0; i < process->thread_count; i++)
        blocked &= process->threads[i].blocked;
    for (int i = 0; i < process->clock_count; i++) {
        const struct alarm_clock *clock = &process->clocks[i];
        uint64_t signal = bit(clock->signal);
        if (clock->timer != TIMER_NONE &&
            (!signal || (awaited & signal) ||
             (!(blocked & signal) && !(process->ignored & signal))))
            return true;
    }
    return false;
}

/* Signals of the keyboard and of the window: who has a terminal may get them
 * from the person in front of it. */
static bool has_terminal(const struct world *world,
                         const struct process *process)
{
    for (int fd = 0; fd < process->descriptor_limit; fd++) {
        const struct object *object =
            world_object(world, process->descriptors[fd].object);
        if (object && object->kind == OBJECT_TERMINAL)
            return true;
    }
    return false;
}

/* A descriptor that sends a signal when data comes: from wherever. */
static bool somebody_async(const struct world *world)
{
    for (int i = 0; i < world->process_count; i++)
        for (int fd = 0; fd < world->processes[i].descriptor_limit; fd++)
            if (world->processes[i].descriptors[fd].access & ACCESS_ASYNC)
                return true;
    return false;
}

void wait_add_signals(const struct world *world, const struct process *process,
                      uint64_t set, struct wait *wait)
{
    uint64_t typed =
        bit(SIGINT) | bit(SIGQUIT) | bit(SIGTSTP) | bit(SIGHUP) | bit(SIGWINCH);
    wait->finite |= wait_clock_helps(process, set);
    if (((set & typed) && has_terminal(world, process)) ||
        somebody_async(world))
        wait->outside = true;
    for (int i = 0; (set & bit(SIGCHLD)) && i < world->process_count; i++)
        if (world->processes[i].parent == process->pid &&
            process_alive(&world->processes[i]))
            wait_add(wait, world->processes[i].pid, 0, -1);
    wait_add_everybody(world, wait, 0);
}

/* What it waits for: in sigtimedwait a set; in pause and sigsuspend whatever is
 * not blocked and has a handler. */
void wait_for_signal(const struct world *world, const struct process *process,
                     const struct thread *thread, struct wait *wait)
{
    const char *name = call_at(thread->call)->name;
    uint64_t set = strcmp(name, "rt_sigtimedwait") == 0
                       ? (uint64_t)thread->arguments[0]
                   : strcmp(name, "rt_sigsuspend") == 0
                       ? ~(uint64_t)thread->arguments[0] & process->caught
                       : ~thread->blocked & process->caught;
    wait->kind = WAIT_SIGNAL;
    wait->finite |= thread->timeout_ms >= 0;
    wait_add_notices(world, process, wait);
    wait_add_signals(world, process, set, wait);
}

/* ---- time, and what is not known ---- */

void wait_for_time(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)world, (void)process, (void)thread;
    wait->kind = WAIT_TIME;
    wait->finite = true;
}

void wait_for_something(const struct world *world,
                        const struct process *process,
                        const struct thread *thread, struct wait *wait)
{
    (void)world, (void)process, (void)thread;
    wait->kind = WAIT_OTHER;
    wait->outside = true;
}
