/* hooks.c - the accesses to memory, as the compiler announces them.
 *
 * With -fsanitize=thread the compiler calls one of these before each access
 * that might be seen by others; for an atomic one it calls atomic.c.
 */
#include "explore/runtime/runtime.h"

#include <stdint.h>
#include <string.h>

/* The linker leads calls of memcpy to __wrap_memcpy (--wrap), and calls of
 * __real_memcpy to the library's. */
void *__real_memcpy(void *to, const void *from, size_t size);
void *__real_memmove(void *to, const void *from, size_t size);
void *__real_memset(void *to, int byte, size_t size);
size_t __real_strlen(const char *text);
int __real_strcmp(const char *a, const char *b);
int __real_memcmp(const void *a, const void *b, size_t size);

__thread int program_errno;

#define LOOK_ROOM 16   /* different reads that a spinning loop may make */
#define ROUNDS 4       /* so often it may look at unchanged memory */
#define LOOKS_AGAIN 64 /* and so often more when nobody else can go on */

/* Reads since the task last changed anything. */
static __thread struct look {
    uint64_t pc, value;
    struct wait what;
} looks[LOOK_ROOM];
static __thread int look_count, unchanged;

/* The last plain access, whose result is seen when the next step begins. */
static __thread struct step *unfinished;
static __thread const void *unfinished_at;

static uint64_t value_at(const void *address, uint32_t size)
{
    uint64_t value = 0;
    __real_memcpy(&value, address, size > 8 ? 8 : size);
    return value;
}

void access_finish(void)
{
    if (unfinished)
        unfinished->after = value_at(unfinished_at, unfinished->op.size);
    unfinished = NULL;
}

void look_forget(void)
{
    look_count = unchanged = 0;
}

bool look_in_vain(const struct step *step, uint64_t value)
{
    struct wait what = { step->op.thing, step->op.size, step->op.offset };
    step_only_looked();
    uint64_t pc = step->op.pc;
    int i = 0;
    while (i < look_count &&
           (looks[i].pc != pc ||
            __real_memcmp(&looks[i].what, &what, sizeof what) != 0))
        i++;
    if (i == look_count || looks[i].value != value) {
        unchanged = 0;
        if (i == LOOK_ROOM)
            look_count = i = 0;
        if (i == look_count)
            look_count++;
        __real_memset(&looks[i], 0, sizeof looks[i]);
        looks[i] = (struct look){ pc, value, what };
        return false;
    }
    if (++unchanged < ROUNDS * look_count)
        return false;
    struct wait waits[BOARD_WAITS];
    int count = 0;
    for (; count < look_count && count < BOARD_WAITS; count++)
        waits[count] = looks[count].what;
    if (!me()->spins)
        me()->looks = LOOKS_AGAIN;
    me()->spins = true;
    (void)blocked(waits, count);
    unchanged = (ROUNDS - 1) * look_count; /* one round more */
    return true;
}

static void access_memory(const void *address, uint32_t size, uint16_t flags,
                          uint64_t pc)
{
    struct operation op = { .name = flags & STEP_WRITES ? "write" : "read",
                            .pc = pc,
                            .size = size,
                            .flags = flags };
    if (!explored() || !memory_find(address, &op))
        return;
    program_errno = errno;
    for (;;) {
        struct step *step = turn(op);
        step->before = step->after = value_at(address, size);
        if (flags & STEP_WRITES) {
            look_forget();
            unfinished = step;
            unfinished_at = address;
            break;
        }
        if (!look_in_vain(step, step->before))
            break;
    }
    errno = program_errno;
}

/* NOLINTBEGIN(bugprone-macro-parentheses): a function's name */
#define HOOK(name, size, flags)                                                \
    void name(void *at);                                                       \
    void name(void *at)                                                        \
    {                                                                          \
        access_memory(at, size, flags, CALLER);                                \
    }
/* NOLINTEND(bugprone-macro-parentheses) */

#define PLAIN(size)                                                            \
    HOOK(__tsan_read##size, size, STEP_READS)                                  \
    HOOK(__tsan_write##size, size, STEP_WRITES)                                \
    HOOK(__tsan_unaligned_read##size, size, STEP_READS)                        \
    HOOK(__tsan_unaligned_write##size, size, STEP_WRITES)

PLAIN(1)
PLAIN(2)
PLAIN(4)
PLAIN(8)
PLAIN(16)

void __tsan_init(void);
void __tsan_func_entry(void *pc);
void __tsan_func_exit(void);
void __tsan_read_range(void *at, unsigned long size);
void __tsan_write_range(void *at, unsigned long size);

void __tsan_init(void)
{
}

void __tsan_func_entry(void *pc)
{
    (void)pc;
}

void __tsan_func_exit(void)
{
}

void __tsan_read_range(void *at, unsigned long size)
{
    access_memory(at, (uint32_t)size, STEP_READS, CALLER);
}

void __tsan_write_range(void *at, unsigned long size)
{
    access_memory(at, (uint32_t)size, STEP_WRITES, CALLER);
}

/* ---- bytes that functions of the library move ---- */

/* A copy is made in pieces of a word, as the library may make it: between two
 * of them others may run. A long one is made in eight pieces. */
static void *copy(char *to, const char *from, size_t size, uint64_t pc)
{
    size_t piece = size > 64 ? (size + 7) / 8 : 8;
    for (size_t done = 0; done < size; done += piece) {
        size_t now = size - done < piece ? size - done : piece;
        char bytes[now];
        access_memory(from + done, (uint32_t)now, STEP_READS, pc);
        __real_memcpy(bytes, from + done, now);
        access_memory(to + done, (uint32_t)now, STEP_WRITES, pc);
        __real_memcpy(to + done, bytes, now);
    }
    return to;
}

static void *move(void *to, const void *from, size_t size, uint64_t pc)
{
    struct operation op;
    if (!explored() || (!memory_find(to, &op) && !memory_find(from, &op)))
        return __real_memmove(to, from, size);
    return copy(to, from, size, pc);
}

static void look_at(const void *at, size_t size, uint16_t flags, uint64_t pc)
{
    if (size > 0)
        access_memory(at, (uint32_t)size, flags, pc);
}

void *__wrap_memcpy(void *to, const void *from, size_t size);
void *__wrap_memmove(void *to, const void *from, size_t size);
void *__wrap_memset(void *to, int byte, size_t size);
char *__wrap_strcpy(char *to, const char *from);
size_t __wrap_strlen(const char *text);
int __wrap_strcmp(const char *a, const char *b);
int __wrap_memcmp(const void *a, const void *b, size_t size);
void *__tsan_memcpy(void *to, const void *from, size_t size);
void *__tsan_memmove(void *to, const void *from, size_t size);
void *__tsan_memset(void *to, int byte, size_t size);

void *__wrap_memcpy(void *to, const void *from, size_t size)
{
    return move(to, from, size, CALLER);
}

void *__wrap_memmove(void *to, const void *from, size_t size)
{
    return move(to, from, size, CALLER);
}

void *__tsan_memcpy(void *to, const void *from, size_t size)
{
    return move(to, from, size, CALLER);
}

void *__tsan_memmove(void *to, const void *from, size_t size)
{
    return move(to, from, size, CALLER);
}

char *__wrap_strcpy(char *to, const char *from)
{
    return move(to, from, __real_strlen(from) + 1, CALLER);
}

void *__wrap_memset(void *to, int byte, size_t size)
{
    look_at(to, size, STEP_WRITES, CALLER);
    return __real_memset(to, byte, size);
}

void *__tsan_memset(void *to, int byte, size_t size)
{
    look_at(to, size, STEP_WRITES, CALLER);
    return __real_memset(to, byte, size);
}

size_t __wrap_strlen(const char *text)
{
    look_at(text, __real_strlen(text) + 1, STEP_READS, CALLER);
    return __real_strlen(text);
}

int __wrap_strcmp(const char *a, const char *b)
{
    look_at(a, __real_strlen(a) + 1, STEP_READS, CALLER);
    look_at(b, __real_strlen(b) + 1, STEP_READS, CALLER);
    return __real_strcmp(a, b);
}

int __wrap_memcmp(const void *a, const void *b, size_t size)
{
    look_at(a, size, STEP_READS, CALLER);
    look_at(b, size, STEP_READS, CALLER);
    return __real_memcmp(a, b, size);
}
