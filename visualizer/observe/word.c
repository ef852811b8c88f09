/* word.c - the C library's semaphores, mutexes and conditions, byte by byte.
 *
 *   sem_t            0 value         4 waiters     8 0 or 128: for processes
 *   pthread_mutex_t  0 lock, 0 1 2   4 depth       8 owner   12 users   16 kind
 *   pthread_cond_t   16 references   36 waiters * 8 + flags   40 44 words
 *
 * glibc: internaltypes.h (new_sem), struct_mutex.h, thread-shared-types.h */
#include "observe/word.h"

#include <linux/futex.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#define PRIVATE_OR_CLOCK (FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME)
#define LIBRARY_SHARED 128 /* LLL_SHARED, PTHREAD_MUTEX_PSHARED_BIT */
#define LOCKED_WITH_WAITERS 2

enum mutex_kind { /* pthreadP.h */
                  MUTEX_TYPE = 3,
                  MUTEX_ROBUST = 16,
                  MUTEX_INHERIT = 32,
                  MUTEX_PROTECT = 64,
                  MUTEX_ELISION = 256 | 512,
                  MUTEX_ALL = MUTEX_TYPE | MUTEX_ROBUST | MUTEX_INHERIT |
                              MUTEX_PROTECT | LIBRARY_SHARED | MUTEX_ELISION
};

static uint32_t at(const unsigned char *bytes, size_t offset)
{
    uint32_t word;
    memcpy(&word, bytes + offset, sizeof word);
    return word;
}

static int command(int operation)
{
    return operation & ~PRIVATE_OR_CLOCK;
}

bool word_is_private(int operation)
{
    return operation & FUTEX_PRIVATE_FLAG;
}

clockid_t word_clock(int operation)
{
    switch (command(operation)) {
    case FUTEX_WAIT: return -1;
    case FUTEX_LOCK_PI: return CLOCK_REALTIME;
    default:
        return operation & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME
                                                : CLOCK_MONOTONIC;
    }
}

/* ---- state ---- */

static bool read_semaphore(const unsigned char *bytes, struct word_state *state)
{
    uint32_t shared = at(bytes, 8);
    state->fill = at(bytes, 0);
    state->waiters = at(bytes, 4);
    state->shared = shared == LIBRARY_SHARED;
    return (shared == 0 || shared == LIBRARY_SHARED) &&
           state->fill <= INT32_MAX && state->waiters <= 1 << 22;
}

static bool read_mutex(const unsigned char *bytes, struct word_state *state)
{
    uint32_t lock = at(bytes, 0), kind = at(bytes, 16);
    if (kind & ~(uint32_t)MUTEX_ALL)
        return false;
    bool owner_in_lock = kind & (MUTEX_ROBUST | MUTEX_INHERIT);
    uint32_t owner = owner_in_lock ? lock & FUTEX_TID_MASK : at(bytes, 8);
    if (!owner_in_lock && !(kind & MUTEX_PROTECT) && lock > LOCKED_WITH_WAITERS)
        return false;
    state->fill = owner_in_lock ? owner != 0 : lock != 0;
    state->owner = owner <= FUTEX_TID_MASK && state->fill ? (int)owner : 0;
    state->waiters = -1;
    state->shared = kind & LIBRARY_SHARED;
    state->robust = kind & MUTEX_ROBUST;
    state->type_told = true;
    state->recursive = (kind & MUTEX_TYPE) == 1;
    state->checked = (kind & MUTEX_TYPE) == 2;
    return true;
}

static bool read_condition(const unsigned char *bytes, struct word_state *state)
{
    uint32_t flags = at(bytes, 36);
    state->fill = state->waiters = flags >> 3;
    state->shared = flags & 1;
    return state->waiters <= 1 << 22;
}

bool word_read(enum object_kind kind, const unsigned char *bytes,
               struct word_state *state)
{
    *state = (struct word_state){ .waiters = -1 };
    switch (kind) {
    case OBJECT_SEMAPHORE: return read_semaphore(bytes, state);
    case OBJECT_MUTEX: return read_mutex(bytes, state);
    case OBJECT_CONDITION: return read_condition(bytes, state);
    default: state->fill = at(bytes, 0); return true;
    }
}

/* ---- recognition ---- */

/* The bytes from `back` before address & ~7. */
static void bytes_from(const struct word_sleep *sleep, size_t back,
                       unsigned char bytes[WORD_BYTES])
{
    memcpy(bytes, sleep->before + WORD_BYTES - back, back);
    memcpy(bytes + back, sleep->after, WORD_BYTES - back);
}

static void bytes_at_word(const struct word_sleep *sleep,
                          unsigned char bytes[WORD_BYTES])
{
    size_t skip = sleep->address & 7;
    memset(bytes, 0, WORD_BYTES);
    memcpy(bytes, sleep->after + skip, WORD_BYTES - skip);
}

static bool same_use(const struct word_sleep *sleep,
                     const struct word_state *state)
{
    return state->shared != word_is_private(sleep->operation);
}

static bool like_semaphore(const struct word_sleep *sleep)
{
    unsigned char bytes[WORD_BYTES];
    struct word_state state;
    bytes_at_word(sleep, bytes);
    return command(sleep->operation) == FUTEX_WAIT_BITSET &&
           sleep->expected == 0 && sleep->address % 8 == 0 &&
           word_read(OBJECT_SEMAPHORE, bytes, &state) && state.waiters > 0 &&
           same_use(sleep, &state);
}

static bool like_mutex(const struct word_sleep *sleep)
{
    unsigned char bytes[WORD_BYTES];
    struct word_state state;
    bytes_at_word(sleep, bytes);
    bool expects = sleep->expected == LOCKED_WITH_WAITERS ||
                   (sleep->expected & FUTEX_WAITERS) ||
                   command(sleep->operation) == FUTEX_LOCK_PI ||
                   command(sleep->operation) == FUTEX_LOCK_PI2;
    return expects && word_read(OBJECT_MUTEX, bytes, &state) &&
           state.owner != 0 && same_use(sleep, &state);
}

#define CONDITION_WORDS 40
#define CONDITION_REFERENCES 16

static bool like_condition(const struct word_sleep *sleep)
{
    unsigned char bytes[WORD_BYTES];
    struct word_state state;
    bytes_from(sleep, CONDITION_WORDS, bytes);
    size_t group = sleep->address & 4;
    return command(sleep->operation) == FUTEX_WAIT_BITSET &&
           word_read(OBJECT_CONDITION, bytes, &state) && state.waiters > 0 &&
           at(bytes, CONDITION_REFERENCES + group) >= 2 &&
           same_use(sleep, &state);
}

static const struct {
    const char *begins;
    enum object_kind kind;
    const char *label;
    size_t size;
} functions[] = {
    { "sem_", OBJECT_SEMAPHORE, "semaphore", 1 },
    { "pthread_mutex_", OBJECT_MUTEX, "mutex", 1 },
    { "mtx_", OBJECT_MUTEX, "mutex", 1 },
    { "pthread_cond_", OBJECT_CONDITION, "condition", 1 },
    { "cnd_", OBJECT_CONDITION, "condition", 1 },
    { "pthread_rwlock_", OBJECT_FUTEX, "rwlock", sizeof(pthread_rwlock_t) },
    { "pthread_barrier_", OBJECT_FUTEX, "barrier", sizeof(pthread_barrier_t) },
    { "pthread_join", OBJECT_NONE, "thread", 1 },
    { "pthread_timedjoin", OBJECT_NONE, "thread", 1 },
    { "pthread_clockjoin", OBJECT_NONE, "thread", 1 },
    { "thrd_join", OBJECT_NONE, "thread", 1 },
};

/* Interceptors of sanitizers and libraries' inner names carry prefixes. */
const char *word_function(const char *name)
{
    static const char interceptor[] = "__interceptor_";
    if (strncmp(name, interceptor, sizeof interceptor - 1) == 0)
        name += sizeof interceptor - 1;
    name += strspn(name, "_");
    return strncmp(name, "new_sem_", 8) == 0 ? name + 4 : name;
}

static void by_function(const struct word_sleep *sleep, struct word *word)
{
    const char *name = word_function(sleep->callee);
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (strncmp(name, functions[i].begins, strlen(functions[i].begins)) !=
            0)
            continue;
        word->kind = functions[i].kind;
        word->label = functions[i].label;
        word->size = functions[i].size;
        word->thread = functions[i].kind == OBJECT_NONE;
    }
    /* Who has been told takes the mutex again, and may sleep on that. */
    if (word->kind == OBJECT_CONDITION && like_mutex(sleep) &&
        !like_condition(sleep)) {
        word->kind = OBJECT_MUTEX;
        word->label = "mutex";
    }
}

static void by_bytes(const struct word_sleep *sleep, struct word *word)
{
    bool semaphore = like_semaphore(sleep), mutex = like_mutex(sleep);
    bool condition = like_condition(sleep);
    if (semaphore + mutex + condition != 1)
        return;
    word->kind = semaphore ? OBJECT_SEMAPHORE
                 : mutex   ? OBJECT_MUTEX
                           : OBJECT_CONDITION;
    word->label = semaphore ? "semaphore" : mutex ? "mutex" : "condition";
}

void word_recognise(const struct word_sleep *sleep, struct word *word)
{
    *word = (struct word){ .kind = OBJECT_FUTEX,
                           .label = "futex",
                           .address = sleep->address,
                           .size = 1 };
    if (sleep->callee)
        by_function(sleep, word);
    else
        by_bytes(sleep, word);
    if (word->kind == OBJECT_CONDITION)
        word->address = (sleep->address & ~UINT64_C(7)) -
                        (like_condition(sleep) ? CONDITION_WORDS : 0);
}
