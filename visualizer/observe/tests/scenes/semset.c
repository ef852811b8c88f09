/* semset.c - System V semaphores in every state.
 *
 * The key holds the number of whoever started the scene, so that the test can
 * remove the set whatever happens. */
#include "scenes.h"

#include <err.h>
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FAR_AWAY 100000 /* seconds; no test waits for it */

static key_t key_of(int which)
{
    return (which << 24) | ((int)getppid() & 0xffffff);
}

static int make_set(int count)
{
    int set = semget(key_of(1), count, IPC_CREAT | 0600);
    if (set == -1)
        err(1, "semget");
    return set;
}

static void set_value(int set, int which, int value)
{
    union {
        int value;
    } argument = { value };
    if (semctl(set, which, SETVAL, argument) == -1)
        err(1, "semctl");
}

static int operate(int set, int which, int change, int flags)
{
    struct sembuf operation = { .sem_num = (unsigned short)which,
                                .sem_op = (short)change,
                                .sem_flg = (short)flags };
    return semop(set, &operation, 1);
}

/* Takes the two in this order, the second when both have the first. */
static int take_both(int set, int first, int flags, int ends[2][2])
{
    char byte;
    (void)operate(set, first, -1, flags);
    (void)!write(ends[first][1], "x", 1);
    (void)!read(ends[!first][0], &byte, 1);
    return operate(set, !first, -1, flags);
}

static int make_two_locks(int ends[2][2])
{
    int set = make_set(2);
    make_pipe(ends[0]);
    make_pipe(ends[1]);
    set_value(set, 0, 1);
    set_value(set, 1, 1);
    return set;
}

static int crossed(int flags)
{
    int ends[2][2], set = make_two_locks(ends);
    return take_both(set, make_child() == 0, flags, ends);
}

/* The parent knows the set as well, and has nothing of it. */
static int crossed_by_children(void)
{
    int ends[2][2], set = make_two_locks(ends);
    for (int i = 0; i < 2; i++)
        if (make_child() == 0)
            return take_both(set, i, 0, ends);
    while (wait(NULL) > 0)
        continue;
    return 0;
}

static int crossed_locks(void)
{
    return crossed(0);
}

static int crossed_locks_undo(void)
{
    return crossed(SEM_UNDO);
}

static int wait_for_zero(void)
{
    int set = make_set(1);
    set_value(set, 0, 2);
    return operate(set, 0, 0, 0);
}

static int timed(void)
{
    struct sembuf operation = { .sem_op = -1 };
    struct timespec time = { .tv_sec = FAR_AWAY };
    return semtimedop(make_set(1), &operation, 1, &time);
}

/* Three values; one waits for more of the second, one until the third is 0; the
 * last waits for two at once, of which it could have one. */
static int all_kinds(void)
{
    int set = make_set(3);
    set_value(set, 0, 4);
    set_value(set, 2, 1);
    if (make_child() == 0)
        return operate(set, 1, -1, 0);
    if (make_child() == 0)
        return operate(set, 2, 0, 0);
    struct sembuf operations[] = { { 0, -3, 0 }, { 1, -2, SEM_UNDO } };
    return semop(set, operations, 2);
}

/* The child ends with the lock; undone or not. */
static int owner_ends(int flags)
{
    int set = make_set(1);
    set_value(set, 0, 1);
    int child = make_child();
    if (child == 0)
        _exit(operate(set, 0, -1, flags));
    (void)status_of(child);
    return operate(set, 0, -1, 0);
}

static int owner_ended(void)
{
    return owner_ends(0);
}

static int owner_undone(void)
{
    return owner_ends(SEM_UNDO);
}

/* The child posts each time it hears from outside. */
static int poster_waits_outside(void)
{
    int set = make_set(1);
    char byte;
    if (make_child() == 0) {
        do
            (void)operate(set, 0, 1, 0);
        while (read(STDIN_FILENO, &byte, 1) == 1);
        return 0;
    }
    return operate(set, 0, -1, 0) || operate(set, 0, -1, 0);
}

/* The poster waits for its answer, which will not come. */
static int poster_waits(void)
{
    int ends[2], set = make_set(1);
    char byte;
    make_pipe(ends);
    if (make_child() == 0) {
        (void)close(ends[1]);
        (void)operate(set, 0, 1, 0);
        return (int)read(ends[0], &byte, 1);
    }
    return operate(set, 0, -1, 0) || operate(set, 0, -1, 0);
}

static int taken_twice(void)
{
    int set = make_set(1);
    set_value(set, 0, 1);
    return operate(set, 0, -1, SEM_UNDO) || operate(set, 0, -1, SEM_UNDO);
}

static int set_made_outside(void)
{
    return operate(semget(key_of(1), 0, 0), 0, -1, 0);
}

const struct scene semset_scenes[] = {
    { "semset-crossed", crossed_locks },
    { "semset-crossed-undo", crossed_locks_undo },
    { "semset-crossed-by-children", crossed_by_children },
    { "semset-wait-for-zero", wait_for_zero },
    { "semset-timed", timed },
    { "semset-all-kinds", all_kinds },
    { "semset-owner-ended", owner_ended },
    { "semset-owner-undone", owner_undone },
    { "semset-poster-waits-outside", poster_waits_outside },
    { "semset-poster-waits", poster_waits },
    { "semset-taken-twice", taken_twice },
    { "semset-made-outside", set_made_outside },
    { NULL, NULL },
};
