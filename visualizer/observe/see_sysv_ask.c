/* see_sysv_ask.c - what is in a System V object. msgctl(2), semctl(2),
 * shmctl(2) */
#include "observe/see_sysv.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

union semun { /* semctl(2) has every program define it */
    int value;
    struct semid_ds *status;
    unsigned short *values;
};

struct question {
    enum object_kind kind;
    int id;
};

/* ---- asked inside ---- */

static int ask_messages(int id, struct sysv_state *state)
{
    struct msqid_ds status = { 0 };
    if (msgctl(id, IPC_STAT, &status) == -1)
        return -1;
    state->count = (int64_t)status.msg_qnum;
    state->bytes = (int64_t)status.__msg_cbytes;
    state->most = (int64_t)status.msg_qbytes;
    state->key = (uint32_t)status.msg_perm.__key;
    state->pids[0] = status.msg_lspid;
    state->pids[1] = status.msg_lrpid;
    return 0;
}

static int ask_segment(int id, struct sysv_state *state)
{
    struct shmid_ds status = { 0 };
    if (shmctl(id, IPC_STAT, &status) == -1)
        return -1;
    state->count = (int64_t)status.shm_nattch;
    state->bytes = (int64_t)status.shm_segsz;
    state->key = (uint32_t)status.shm_perm.__key;
    state->pids[0] = status.shm_cpid;
    state->pids[1] = status.shm_lpid;
    state->marked = status.shm_perm.mode & SHM_DEST;
    return 0;
}

static int ask_values(int id, struct sysv_state *state)
{
    unsigned short *values = calloc((size_t)state->count + 1, sizeof *values);
    int failed =
        values ? semctl(id, 0, GETALL, (union semun){ .values = values }) : -1;
    for (int i = 0; !failed && i < state->count; i++) {
        state->sum += values[i];
        if (i < SYSV_SEMAPHORES)
            state->semaphores[i].value = values[i];
    }
    free(values);
    return failed;
}

static int ask_set(int id, struct sysv_state *state)
{
    struct semid_ds status = { 0 };
    if (semctl(id, 0, IPC_STAT, (union semun){ .status = &status }) == -1)
        return -1;
    state->count = (int64_t)status.sem_nsems;
    state->key = (uint32_t)status.sem_perm.__key;
    if (ask_values(id, state) == -1)
        return -1;
    for (int i = 0; i < state->count && i < SYSV_SEMAPHORES; i++) {
        struct sysv_semaphore *semaphore = &state->semaphores[i];
        semaphore->pid = semctl(id, i, GETPID);
        semaphore->waiters = semctl(id, i, GETNCNT);
        semaphore->zero = semctl(id, i, GETZCNT);
        if (semaphore->pid == -1 || semaphore->waiters == -1 ||
            semaphore->zero == -1)
            return -1; /* removed meanwhile */
    }
    return 0;
}

static ssize_t ask_state(const void *ask, void *answer, size_t size)
{
    const struct question *question = ask;
    struct sysv_state state = { 0 };
    int failed =
        question->kind == OBJECT_MSGQ     ? ask_messages(question->id, &state)
        : question->kind == OBJECT_SEMSET ? ask_set(question->id, &state)
                                          : ask_segment(question->id, &state);
    if (failed || size < sizeof state)
        return -1;
    memcpy(answer, &state, sizeof state);
    return sizeof state;
}

static ssize_t ask_key(const void *ask, void *answer, size_t size)
{
    const struct question *question = ask;
    (void)answer, (void)size;
    return question->kind == OBJECT_MSGQ     ? msgget(question->id, 0)
           : question->kind == OBJECT_SEMSET ? semget(question->id, 0, 0)
                                             : shmget(question->id, 0, 0);
}

/* ---- asking ---- */

int sysv_ask(struct trace *trace, enum object_kind kind, int id,
             struct sysv_state *state)
{
    struct question question = { kind, id };
    struct inside *inside = trace_inside(trace);
    return inside && inside_ask(inside, ask_state, &question, sizeof question,
                                state, sizeof *state) == (ssize_t)sizeof *state
               ? 0
               : -1;
}

/* EACCES: there is one, and it is none of our business. Where we may not ask
 * anything, anything may be there. */
bool sysv_exists(struct trace *trace, enum object_kind kind, int key)
{
    struct question question = { kind, key };
    struct inside *inside = trace_inside(trace);
    return !inside ||
           inside_ask(inside, ask_key, &question, sizeof question, NULL, 0) !=
               -1 ||
           errno == EACCES;
}

/* ---- telling ---- */

static void print_pid(FILE *out, const struct trace *trace, const char *key,
                      int pid)
{
    if (pid > 0)
        (void)fprintf(out, " %s=%d", key, (int)see_shown(trace, pid));
}

static void print_set(FILE *out, const struct trace *trace,
                      const struct sysv_state *state)
{
    (void)fprintf(out, " semaphores=%" PRId64, state->count);
    for (int i = 0; i < state->count && i < SYSV_SEMAPHORES; i++) {
        const struct sysv_semaphore *semaphore = &state->semaphores[i];
        char key[16];
        (void)fprintf(out, " v%d=%d", i, semaphore->value);
        if (semaphore->waiters)
            (void)fprintf(out, " n%d=%d", i, semaphore->waiters);
        if (semaphore->zero)
            (void)fprintf(out, " z%d=%d", i, semaphore->zero);
        (void)snprintf(key, sizeof key, "p%d", i);
        print_pid(out, trace, key, semaphore->pid);
    }
}

/* "id=3 key=0x4d2 bytes=10 maxbytes=16384 lspid=12 lrpid=13",
 * "id=3 key=0x0 semaphores=2 v0=1 p0=12 v1=0 n1=1" (value, last user, how many
 * wait for more, z: for 0), "id=3 key=0x0 size=4096 cpid=12 lpid=13" */
static char *facts_of(const struct trace *trace, const struct object *object,
                      const struct sysv_state *state)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    (void)fprintf(out, "id=%d key=%#x", (int)object->inode, state->key);
    if (object->kind == OBJECT_MSGQ)
        (void)fprintf(out, " bytes=%" PRId64 " maxbytes=%" PRId64, state->bytes,
                      state->most);
    else if (object->kind == OBJECT_SEMSET)
        print_set(out, trace, state);
    else
        (void)fprintf(out, " size=%" PRId64, state->bytes);
    bool queue = object->kind == OBJECT_MSGQ;
    print_pid(out, trace, queue ? "lspid" : "cpid", state->pids[0]);
    print_pid(out, trace, queue ? "lrpid" : "lpid", state->pids[1]);
    return fclose(out) == 0 ? text : NULL;
}

/* What is there no more was removed by somebody, perhaps not of the run. A
 * segment that was marked goes with its last user. */
static void is_gone(struct trace *trace, const struct object *object)
{
    if (!object->removed)
        see_removed(trace, object->id, 0);
    see_state(trace, world_object(&trace->world, object->id), 0, 0, 0, NULL);
}

void see_sysv_ask(struct trace *trace, const struct object *object)
{
    struct sysv_state state;
    if (object->removed && object->kind != OBJECT_SEGMENT)
        return;
    if (sysv_ask(trace, object->kind, (int)object->inode, &state) == -1) {
        if (errno == EINVAL || errno == EIDRM)
            is_gone(trace, object);
        return;
    }
    int64_t fill = object->kind == OBJECT_SEMSET ? state.sum : state.count;
    see_state(trace, object, fill, 0, 0, facts_of(trace, object, &state));
}
