/* sysv.c - System V semaphores, messages and segments: IPC_NOWAIT, tried. */
#include "explore/runtime/runtime.h"

#include <stdarg.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

static struct operation on(enum object_type type, int id, const char *name,
                           uint64_t pc)
{
    return (struct operation){ .name = name,
                               .pc = pc,
                               .thing =
                                   (uint16_t)thing_of(type, (uint64_t)id, 0),
                               .flags = CHANGES };
}

/* What a key leads to is a thing as well: two may make it at once. */
static void by_key(key_t key, const char *name, uint64_t pc)
{
    if (explored() && key != IPC_PRIVATE)
        (void)turn(on(THING_FILE, (int)key, name, pc));
}

int semget(key_t key, int count, int flags)
{
    by_key(key, "semget", CALLER);
    int id = REAL(semget)(key, count, flags);
    if (explored() && id != -1)
        board_remember(THING_SET, id);
    return id;
}

int msgget(key_t key, int flags)
{
    by_key(key, "msgget", CALLER);
    int id = REAL(msgget)(key, flags);
    if (explored() && id != -1)
        board_remember(THING_LETTERS, id);
    return id;
}

int shmget(key_t key, size_t size, int flags)
{
    by_key(key, "shmget", CALLER);
    int id = REAL(shmget)(key, size, flags);
    if (explored() && id != -1)
        board_remember(THING_SHARED, id);
    return id;
}

/* ---- semaphores ---- */

int semop(int id, struct sembuf *operations, size_t count)
{
    if (!explored())
        return REAL(semop)(id, operations, count);
    struct sembuf tried[32];
    if (count > sizeof tried / sizeof *tried)
        run_unable("semop with more than 32 operations");
    bool waits = true;
    for (size_t i = 0; i < count; i++) {
        tried[i] = operations[i];
        waits = waits && !(tried[i].sem_flg & IPC_NOWAIT);
        end_matters |= tried[i].sem_flg & SEM_UNDO;
        tried[i].sem_flg |= IPC_NOWAIT;
    }
    struct operation op = on(THING_SET, id, "semop", CALLER);
    for (;;) {
        struct step *step = turn(op);
        int result = REAL(semop)(id, tried, count);
        if (result == 0)
            look_forget();
        if (result == 0 || errno != EAGAIN)
            return result;
        if (!waits) {
            if (look_in_vain(step, 0))
                continue;
            errno = EAGAIN;
            return -1;
        }
        if (!blocked_on(op))
            return errno == ETIMEDOUT ? (errno = EAGAIN, -1) : -1;
    }
}

int semctl(int id, int number, int what, ...)
{
    va_list list;
    va_start(list, what);
    void *argument = va_arg(list, void *);
    va_end(list);
    if (explored()) {
        struct operation op = on(THING_SET, id, "semctl", CALLER);
        if (what == IPC_RMID)
            op.flags |= STEP_REMOVES;
        (void)turn(op);
        look_forget();
    }
    return REAL(semctl)(id, number, what, argument);
}

/* ---- messages ---- */

int msgsnd(int id, const void *message, size_t size, int flags)
{
    if (!explored())
        return REAL(msgsnd)(id, message, size, flags);
    struct operation op = on(THING_LETTERS, id, "msgsnd", CALLER);
    for (;;) {
        (void)turn(op);
        int result = REAL(msgsnd)(id, message, size, flags | IPC_NOWAIT);
        if (result == 0)
            look_forget();
        if (result == 0 || errno != EAGAIN || (flags & IPC_NOWAIT) ||
            !blocked_on(op))
            return result;
    }
}

ssize_t msgrcv(int id, void *message, size_t size, long type, int flags)
{
    if (!explored())
        return REAL(msgrcv)(id, message, size, type, flags);
    struct operation op = on(THING_LETTERS, id, "msgrcv", CALLER);
    for (;;) {
        struct step *step = turn(op);
        ssize_t got = REAL(msgrcv)(id, message, size, type, flags | IPC_NOWAIT);
        step->after = (uint64_t)got;
        if (got != -1)
            look_forget();
        if (got != -1 || errno != ENOMSG)
            return got;
        if (flags & IPC_NOWAIT) {
            if (look_in_vain(step, 0))
                continue;
            errno = ENOMSG;
            return -1;
        }
        if (!blocked_on(op))
            return -1;
    }
}

int msgctl(int id, int what, struct msqid_ds *facts)
{
    if (explored()) {
        struct operation op = on(THING_LETTERS, id, "msgctl", CALLER);
        if (what == IPC_RMID)
            op.flags |= STEP_REMOVES;
        (void)turn(op);
    }
    return REAL(msgctl)(id, what, facts);
}

/* A segment that is removed lives until nobody has it: no step but the look. */
int shmctl(int id, int what, struct shmid_ds *facts)
{
    return REAL(shmctl)(id, what, facts);
}
