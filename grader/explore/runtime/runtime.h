/* runtime.h - what is linked to an explored program, seen from inside of it.
 *
 * The files here stand in for functions of the C library and for the hooks of
 * -fsanitize=thread. None of them decides anything but who runs next.
 */
#ifndef EXPLORE_RUNTIME_H
#define EXPLORE_RUNTIME_H

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <time.h>

#include "explore/board.h"

#define CALLER ((uint64_t)(uintptr_t)__builtin_return_address(0))

/* The C library's own function of that name. All of them are found before the
 * first run: a process that looks one up by itself writes to the pages of the
 * dynamic linker, which it had in common with others. */
struct real {
    const char *name;
    void (*function)(void);
};
#define REAL(name)                                                             \
    (__extension__({                                                           \
        static struct real real                                                \
            __attribute__((section("reals"))) = { #name, NULL };               \
        (__typeof__(&(name)))real_function(&real);                             \
    }))
void real_find(struct real *real);
void real_find_all(void);

static inline void (*real_function(struct real *real))(void)
{
    if (!real->function)
        real_find(real);
    return real->function;
}

extern struct board *board; /* NULL: the program runs by itself */
extern __thread int self;   /* this task, or -1 */

struct task *me(void);
bool explored(void); /* this thread is a task of a run */

/* Stands before `op` until it is this task's turn. Returns the step, which is
 * the caller's to fill in until its next operation. Handlers of signals that
 * have come run in between. */
struct step *turn(struct operation op);

/* The last step has changed nothing after all: nobody tries again for it. */
void step_only_looked(void);

/* The task was chosen, and takes this step instead of the one it stood at. */
void step_now(struct operation op);

/* The step just taken does this as well. */
void step_also(struct operation op);

/* As turn, for a call that might block: the caller tries it without blocking,
 *
 *     do step = turn(op); while (tries(...) fails && blocked(...));
 *
 * and says with `blocked` that it cannot go on until somebody has written to
 * one of the things; the step does not count then. False: do not try again, a
 * signal (errno EINTR) or the time that the call may take (ETIMEDOUT) ended
 * it. */
bool blocked(const struct wait *waits, int count);
bool blocked_on(struct operation op);
/* Sleeps until `wake` is called for op's thing and offset: then op is a step of
 * its own, and it returns true. Else errno says why, as above. */
bool sleep_on(struct operation op);
/* Wakes up to `most` sleepers, who came first first. Returns how many. */
int wake(int thing, uint64_t offset, int most);
void wake_all_waiting(void);

/* Waits, without a step, until some task has ended. */
void wait_for_end(struct operation op);

/* A new task. In its creator before it is made; then the creator waits until
 * the new one has come to its first operation, or has ended. */
int task_new(bool thread);
void task_arrives(void);
void task_begins(int task); /* in the new task itself */

/* The task ends; the next one is chosen. status as for waitpid. Does not
 * return the turn: the caller ends really, at once. */
void task_ends(int status);

/* Another process was killed, or this one ends by a signal (no return). */
void task_is_dead(int task, int status);
void end_by_signal(int number) __attribute__((noreturn));

/* The run is over, whoever else still lives. Does not return. */
void run_over(enum run_result result) __attribute__((noreturn));
void run_unable(const char *what) __attribute__((noreturn));

/* What a call does: it may change something, or only looks. */
#define CHANGES                                                                \
    (STEP_READS | STEP_WRITES | STEP_ATOMIC | STEP_ACQUIRES | STEP_RELEASES)
#define LOOKS (STEP_READS | STEP_ATOMIC | STEP_ACQUIRES)

/* A step about a name that outlives the run. */
void step_on_name(const char *name, const char *call, uint64_t pc);

/* The index of a thing on the board. */
int thing_of(enum object_type type, uint64_t key, uint64_t second);
int thing_of_descriptor(int fd, enum object_type type);
int thing_of_name(const char *path);

/* ---- memory.c: which memory is shared ---- */

/* Fills in thing and offset; false: nobody else sees that memory. */
bool memory_find(const void *address, struct operation *op);
/* The same, for something that tasks certainly share: of a process with one
 * thread its own memory. */
void memory_place(const void *address, struct operation *op);
void region_add(const void *start, size_t size, int thing, uint64_t offset);
void region_remove(const void *start, size_t size);
void region_touch_own(void); /* from now on, own variables count as shared */
void memory_begin(void);

/* ---- hooks.c ---- */

/* errno as the program sees it while an access of it waits for its turn: a
 * handler that runs meanwhile may change it. */
extern __thread int program_errno;

/* Before the task's next operation: the last write has happened by now. */
void access_finish(void);
/* The task has changed something, and is not only looking. */
void look_forget(void);
/* After a step that only looked, and saw `value`. True: the task had looked at
 * the same things in a circle; its step is taken back, it has waited until one
 * of them changed or nobody else could go on, and it must look again. */
bool look_in_vain(const struct step *step, uint64_t value);

/* ---- file.c ---- */

#define DESCRIPTORS 256 /* as start.c limits them */

/* Before a descriptor of a file is closed: a lock on it ends. */
void file_close(int fd, uint64_t pc);

/* ---- time.c ---- */

/* The task's next wait ends at that moment, which may be any: nobody knows how
 * long a step takes. It comes when nobody else can go on. */
void time_until(const struct timespec *at);
void time_until_after(const struct timespec *length);

/* ---- signal.c ---- */
bool signal_waits(void);      /* a signal is to be handled now */
void signals_handle(void);    /* runs the handlers that are due */
bool signal_interrupts(void); /* and it ends a call that may not restart */
void signal_send(int task, int number);
void signal_self(int number); /* and it is handled at once */

/* ---- process.c ---- */

/* In the server, whose runs inherit it: the end of a process, by exit or by a
 * crash, is the end of a task. */
void ends_begin(void);
/* Does this process hold something that its end gives back? */
extern bool end_matters;

/* ---- descriptor.c ---- */

/* A step about the whole of a thing. */
struct operation on_thing(int thing, const char *name, uint16_t flags,
                          uint64_t pc);

/* ---- names.c ---- */

/* Something with a name was made that outlives the run. */
void board_remember(enum object_type type, int id);
void board_remember_name(const char *name);
/* Removes it, when all tasks are gone. */
void names_remove(void);

#endif
