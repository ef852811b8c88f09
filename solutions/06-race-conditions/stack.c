/*
 * stack.c - exercise 6.8: it looks as it did before, and is another one.
 *
 *   B   top is 1, 2 lies below ─────────────────── top still 1: make it 2
 *   C                           pops 1, pops 2, pushes 1       2 is C's!
 *
 * What pop and push must do stands in race.h.
 */
#include "race.h"

/* TODO(6.8a): Break it: B and C get the same node. */
/* SOLUTION(6.8a) */
// schedule: BB C10 B
// accesses: a c
/* STARTER(6.8a)
// schedule:
// accesses:
END(6.8a) */

/*
 * TODO(6.8b): Mend both, still without a lock: let the upper 32 bits of `top`
 * count its changes. Then a top that was changed and changed back is another.
 */

unsigned pop(struct stack *stack)
{
    uint64_t top, next;

    /* SOLUTION(6.8b) */
    top = atomic_load(&stack->top);
    do {
        if ((unsigned)top == 0)
            return 0;
        next = ((top >> 32) + 1) << 32 | /* DOC: counted-changes */
               atomic_load(&stack->below[(unsigned)top]);
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next));
    /* STARTER(6.8b)
    top = atomic_load(&stack->top); // (a)
    do {
        if (top == 0)
            return 0;
        next = atomic_load(&stack->below[top]);                         // (b)
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next)); // (c)
    END(6.8b) */
    return (unsigned)top;
}

void push(struct stack *stack, unsigned node)
{
    uint64_t top = atomic_load(&stack->top), next;

    /* TODO(6.8c): The other side. */
    /* SOLUTION(6.8c) */
    do {
        atomic_store(&stack->below[node], (unsigned)top);
        next = ((top >> 32) + 1) << 32 | node;
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next));
    /* STARTER(6.8c)
    do {
        atomic_store(&stack->below[node], (unsigned)top); // (d)
        next = node;
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next)); // (e)
    END(6.8c) */
}
