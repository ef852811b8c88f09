/*
 * sets.c - exercises 5.7 and 5.8: sets of System V semaphores.
 *
 *   5.7  set_make, set_join, set_leave, set_end     from first user to last
 *   5.8  with_both, supply, consume                 two at once; what stays
 *
 * One semop may have several operations, and the kernel does all of them or,
 * while one of them cannot be done, none. Besides taking and giving it can wait
 * until a semaphore is 0. And it can be told to undo at the process's end.
 *
 * What each function must do stands in semaphores.h. Read semop(2) first.
 */
#include <errno.h>
#include <string.h>

#include "semaphores.h"

/* ---- 5.7 a set that many use --------------------------------------------- */

/* Another one has left it: nobody uses it any more. */
static void remove_old(key_t key)
{
    int old = semget(key, 0, 0);

    if (old != -1)
        semctl(old, 0, IPC_RMID);
}

int set_make(key_t key, const unsigned short values[], int count)
{
    unsigned short all[SET_MAX] = { 0 };
    union semun argument = { .array = all };
    int set;

    memcpy(all + SET_FIRST, values, (size_t)count * sizeof *values);
    /*
     * TODO(5.7a): 1. remove_old. 2. Make a new set (IPC_EXCL, mode 0600) of
     * SET_FIRST + count semaphores. 3. Give all of them their values in one call
     * (SETALL with `argument`); which value says that the set is ready? 4. If
     * that fails, remove the set, and return -1 with its errno.
     */
    /* SOLUTION(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600);
    if (set == -1)
        return -1;
    all[SET_READY] = 1; /* DOC: ready-comes-with-the-values */
    if (semctl(set, 0, SETALL, argument) == -1) {
        int saved = errno;

        semctl(set, 0, IPC_RMID);
        errno = saved;
        return -1;
    }
    /* STARTER(5.7a)
    (void)remove_old;
    (void)key;
    (void)argument;
    errno = ENOSYS;
    set = -1;
    END(5.7a) */
    return set;
}

/* Does the operations, all at once; sleeps until that can be done. */
static int operate(int set, struct sembuf operations[], size_t count)
{
    /*
     * TODO(5.7b): semop; a wait that a signal handler has interrupted is never
     * gone on with by itself. Return 0 or -1.
     */
    /* SOLUTION(5.7b) */
    while (semop(set, operations, count) == -1) {
        if (errno != EINTR) /* DOC: never-restarted */
            return -1;
    }
    return 0;
    /* STARTER(5.7b)
    (void)set;
    (void)operations;
    (void)count;
    errno = ENOSYS;
    return -1;
    END(5.7b) */
}

int set_join(key_t key)
{
    int set = semget(key, 0, 0);

    if (set == -1)
        return -1;
    /*
     * TODO(5.7c): Three operations in one step: wait until the set is ready (take
     * that one, and give it back), and be one user more; the last of them is
     * undone if this process ends without set_leave.
     */
    /* SOLUTION(5.7c) */
    struct sembuf join[] = { { SET_READY, -1, 0 },
                             { SET_READY, 1, 0 },
                             { SET_USERS, 1, SEM_UNDO } };

    if (operate(set, join, 3) == -1)
        return -1;
    /* STARTER(5.7c)
    errno = ENOSYS;
    return -1;
    END(5.7c) */
    return set;
}

int set_leave(int set)
{
    /* TODO(5.7d): One user less; and undo must know of it as well. */
    /* SOLUTION(5.7d) */
    struct sembuf leave = { SET_USERS, -1, SEM_UNDO };

    return operate(set, &leave, 1);
    /* STARTER(5.7d)
    (void)set;
    errno = ENOSYS;
    return -1;
    END(5.7d) */
}

int set_end(int set)
{
    /* TODO(5.7e): Wait until there is no user: which operation waits for 0?
     * Then remove the set. */
    /* SOLUTION(5.7e) */
    struct sembuf nobody = { SET_USERS, 0, 0 };

    if (operate(set, &nobody, 1) == -1)
        return -1;
    return semctl(set, 0, IPC_RMID); /* DOC: when-the-last-has-left */
    /* STARTER(5.7e)
    (void)set;
    (void)operate;
    errno = ENOSYS;
    return -1;
    END(5.7e) */
}

/* ---- 5.8 two at once ----------------------------------------------------- */

int with_both(int set, int first, int second, int (*inside)(void))
{
    struct sembuf both[] = { { .sem_num = (unsigned short)first },
                             { .sem_num = (unsigned short)second } };
    int result, saved;

    /*
     * TODO(5.8a): 1. Fill in the rest: take one of each (sem_op), and give back
     * if the process dies (sem_flg). 2. One call: operate.
     */
    /* SOLUTION(5.8a) */
    both[0].sem_op = both[1].sem_op = -1;
    both[0].sem_flg = both[1].sem_flg = SEM_UNDO; /* DOC: if-it-dies */
    if (operate(set, both, 2) == -1)
        return -1;
    /* STARTER(5.8a)
    (void)set;
    (void)both;
    errno = ENOSYS;
    return -1;
    END(5.8a) */
    result = inside();
    saved = errno;
    /* TODO(5.8b): Give both back, in the same way. */
    /* SOLUTION(5.8b) */
    both[0].sem_op = both[1].sem_op = 1;
    operate(set, both, 2);
    /* STARTER(5.8b)
    END(5.8b) */
    errno = saved;
    return result;
}

int supply(int set, int which, int amount)
{
    /* TODO(5.8c): Add it. What must not happen when this process ends? */
    /* SOLUTION(5.8c) */
    struct sembuf more = { (unsigned short)which, (short)amount, 0 };

    return operate(set, &more, 1);
    /* STARTER(5.8c)
    (void)set;
    (void)which;
    (void)amount;
    errno = ENOSYS;
    return -1;
    END(5.8c) */
}

int consume(int set, int which)
{
    /* TODO(5.8d): Take one, for good. */
    /* SOLUTION(5.8d) */
    struct sembuf one = { (unsigned short)which, -1, 0 };

    return operate(set, &one, 1);
    /* STARTER(5.8d)
    (void)set;
    (void)which;
    errno = ENOSYS;
    return -1;
    END(5.8d) */
}
