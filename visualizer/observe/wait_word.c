/* wait_word.c - semaphores, mutexes, conditions: sleeping on a word. futex(2) */
#include "observe/wait_rules.h"

#include <linux/futex.h>
#include <string.h>

/* A sleep with the private flag is ended by threads of the process only, also
 * where the word lies in memory that others have. */
static bool is_private(const struct thread *thread, const struct object *word)
{
    return word->parent == 0 || (thread->arguments[1] & FUTEX_PRIVATE_FLAG);
}

static const struct process *process_of(const struct world *world, int tid)
{
    for (int i = 0; i < world->process_count; i++)
        if (process_alive(&world->processes[i]) &&
            world_thread(&world->processes[i], tid))
            return &world->processes[i];
    return NULL;
}

/* Who has the memory of the word can act on it; who knows its name can get it.
 * A process with one thread does not wake itself. */
static void add_users(const struct world *world, const struct process *process,
                      const struct object *word, struct wait *wait)
{
    const struct object *memory = world_object(world, word->parent);
    struct wait all = { .pid = wait->pid };
    wait_add_everybody(world, &all, memory->id);
    bool named = memory->name && memory->name[0] == '/' && !memory->removed;
    wait->outside |= all.outside || memory->outside;
    for (int i = 0; i < all.waker_count; i++) {
        struct waker waker = all.wakers[i];
        if ((waker.holds || named) &&
            (waker.pid != process->pid || process->thread_count > 1))
            wait->wakers[wait->waker_count++] = waker;
    }
}

/* Only its owner unlocks a mutex. An owner that has ended, or that lives in the
 * process from which this one was copied, never will. */
static void add_owner(const struct world *world, const struct process *process,
                      const struct thread *thread, const struct object *word,
                      struct wait *wait)
{
    const struct process *owner = process_of(world, word->owner);
    if (!owner && object_fact(word, "robust", 0) == 1)
        wait->outside = true; /* the kernel passes the lock on */
    if (owner && (owner == process || !is_private(thread, word)))
        wait_add(wait, owner->pid, word->id, -1);
}

static void wait_for_thread(const struct process *process,
                            const struct thread *thread, struct wait *wait)
{
    wait->kind = WAIT_THREAD;
    if (world_thread(process, (int)thread->arguments[2]))
        wait_add(wait, process->pid, 0, -1);
}

void wait_for_word(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    const struct object *word = world_object(world, thread->object);
    wait->finite |= thread->timeout_ms >= 0;
    if (!word) {
        if (thread->watched && strstr(thread->watched, "join"))
            wait_for_thread(process, thread, wait);
        else
            wait_for_something(world, process, thread, wait);
        return;
    }
    wait->kind = word->kind == OBJECT_SEMAPHORE ? WAIT_COUNT
                 : word->kind == OBJECT_MUTEX   ? WAIT_MUTEX
                                                : WAIT_NOTICE;
    if (word->kind == OBJECT_MUTEX && word->owner != 0)
        add_owner(world, process, thread, word, wait);
    else if (is_private(thread, word))
        wait_add_threads(process, thread, wait);
    else
        add_users(world, process, word, wait);
}
