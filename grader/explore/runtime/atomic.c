/* atomic.c - atomic operations, as the compiler announces them.
 *
 * They are done here, each as one step in sequentially consistent order,
 * whatever order the program asks for.
 */
#include "explore/runtime/runtime.h"

#include <stdint.h>

static bool atomic_turn(struct operation op, const void *address,
                        struct step **step)
{
    *step = NULL;
    if (!explored() || !memory_find(address, &op))
        return false;
    *step = turn(op);
    return true;
}

/* A change that changed nothing is a look, as at a lock that is taken. */
static bool change_counts(struct step *step, uint64_t before, uint64_t after)
{
    step->before = before;
    step->after = after;
    if (before == after)
        return !look_in_vain(step, before);
    look_forget();
    return true;
}

#define SYNCHRONISES (STEP_ATOMIC | STEP_ACQUIRES | STEP_RELEASES)

/* NOLINTBEGIN(bugprone-macro-parentheses): types and names */
#define OPERATION(what, bytes, how)                                            \
    ((struct operation){                                                       \
        .name = what, .pc = CALLER, .size = bytes, .flags = (how) })

#define CHANGE(bits, what, expression)                                         \
    uint##bits##_t __tsan_atomic##bits##_##what(                               \
        volatile uint##bits##_t *at, uint##bits##_t value, int order);         \
    uint##bits##_t __tsan_atomic##bits##_##what(                               \
        volatile uint##bits##_t *at, uint##bits##_t value, int order)          \
    {                                                                          \
        struct step *step;                                                     \
        uint##bits##_t old;                                                    \
        (void)order;                                                           \
        do {                                                                   \
            (void)atomic_turn(                                                 \
                OPERATION("atomic " #what, bits / 8,                           \
                          STEP_READS | STEP_WRITES | SYNCHRONISES),            \
                (const void *)at, &step);                                      \
            old = expression;                                                  \
        } while (step && !change_counts(step, old, *at));                      \
        return old;                                                            \
    }

#define ATOMIC(bits)                                                           \
    uint##bits##_t __tsan_atomic##bits##_load(                                 \
        const volatile uint##bits##_t *at, int order);                         \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *at,              \
                                     uint##bits##_t value, int order);         \
    int __tsan_atomic##bits##_compare_exchange_strong(                         \
        volatile uint##bits##_t *at, uint##bits##_t *expected,                 \
        uint##bits##_t value, int order, int fail_order);                      \
    int __tsan_atomic##bits##_compare_exchange_weak(                           \
        volatile uint##bits##_t *at, uint##bits##_t *expected,                 \
        uint##bits##_t value, int order, int fail_order);                      \
    uint##bits##_t __tsan_atomic##bits##_compare_exchange_val(                 \
        volatile uint##bits##_t *at, uint##bits##_t expected,                  \
        uint##bits##_t value, int order, int fail_order);                      \
    uint##bits##_t __tsan_atomic##bits##_load(                                 \
        const volatile uint##bits##_t *at, int order)                          \
    {                                                                          \
        struct step *step;                                                     \
        (void)order;                                                           \
        while (                                                                \
            atomic_turn(OPERATION("atomic load", bits / 8,                     \
                                  STEP_READS | STEP_ATOMIC | STEP_ACQUIRES),   \
                        (const void *)at, &step)) {                            \
            step->before = step->after = *at;                                  \
            if (!look_in_vain(step, *at))                                      \
                break;                                                         \
        }                                                                      \
        return __atomic_load_n(at, __ATOMIC_SEQ_CST);                          \
    }                                                                          \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *at,              \
                                     uint##bits##_t value, int order)          \
    {                                                                          \
        struct step *step;                                                     \
        (void)order;                                                           \
        if (atomic_turn(OPERATION("atomic store", bits / 8,                    \
                                  STEP_WRITES | STEP_ATOMIC | STEP_RELEASES),  \
                        (const void *)at, &step)) {                            \
            look_forget();                                                     \
            step->before = *at;                                                \
            step->after = value;                                               \
        }                                                                      \
        __atomic_store_n(at, value, __ATOMIC_SEQ_CST);                         \
    }                                                                          \
    static bool exchange##bits(volatile uint##bits##_t *at,                    \
                               uint##bits##_t *expected, uint##bits##_t value, \
                               uint64_t pc)                                    \
    {                                                                          \
        struct step *step;                                                     \
        struct operation op = { .name = "compare exchange",                    \
                                .pc = pc,                                      \
                                .size = bits / 8,                              \
                                .flags =                                       \
                                    STEP_READS | STEP_WRITES | SYNCHRONISES }; \
        uint##bits##_t wanted = *expected;                                     \
        while (atomic_turn(op, (const void *)at, &step)) {                     \
            step->before = *at;                                                \
            step->after = *at == wanted ? value : *at;                         \
            if (*at == wanted) {                                               \
                look_forget();                                                 \
                break;                                                         \
            }                                                                  \
            if (!look_in_vain(step, *at))                                      \
                break;                                                         \
        }                                                                      \
        return __atomic_compare_exchange_n(                                    \
            at, expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);   \
    }                                                                          \
    int __tsan_atomic##bits##_compare_exchange_strong(                         \
        volatile uint##bits##_t *at, uint##bits##_t *expected,                 \
        uint##bits##_t value, int order, int fail_order)                       \
    {                                                                          \
        (void)order, (void)fail_order;                                         \
        return exchange##bits(at, expected, value, CALLER);                    \
    }                                                                          \
    int __tsan_atomic##bits##_compare_exchange_weak(                           \
        volatile uint##bits##_t *at, uint##bits##_t *expected,                 \
        uint##bits##_t value, int order, int fail_order)                       \
    {                                                                          \
        (void)order, (void)fail_order;                                         \
        return exchange##bits(at, expected, value, CALLER);                    \
    }                                                                          \
    uint##bits##_t __tsan_atomic##bits##_compare_exchange_val(                 \
        volatile uint##bits##_t *at, uint##bits##_t expected,                  \
        uint##bits##_t value, int order, int fail_order)                       \
    {                                                                          \
        (void)order, (void)fail_order;                                         \
        (void)exchange##bits(at, &expected, value, CALLER);                    \
        return expected;                                                       \
    }                                                                          \
    CHANGE(bits, exchange, __atomic_exchange_n(at, value, __ATOMIC_SEQ_CST))   \
    CHANGE(bits, fetch_add, __atomic_fetch_add(at, value, __ATOMIC_SEQ_CST))   \
    CHANGE(bits, fetch_sub, __atomic_fetch_sub(at, value, __ATOMIC_SEQ_CST))   \
    CHANGE(bits, fetch_and, __atomic_fetch_and(at, value, __ATOMIC_SEQ_CST))   \
    CHANGE(bits, fetch_or, __atomic_fetch_or(at, value, __ATOMIC_SEQ_CST))     \
    CHANGE(bits, fetch_xor, __atomic_fetch_xor(at, value, __ATOMIC_SEQ_CST))   \
    CHANGE(bits, fetch_nand, __atomic_fetch_nand(at, value, __ATOMIC_SEQ_CST))
/* NOLINTEND(bugprone-macro-parentheses) */

ATOMIC(8)
ATOMIC(16)
ATOMIC(32)
ATOMIC(64)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}
