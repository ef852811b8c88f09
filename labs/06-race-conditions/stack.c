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
// schedule:
// accesses:

/*
 * TODO(6.8b): Mend both, still without a lock: let the upper 32 bits of `top`
 * count its changes. Then a top that was changed and changed back is another.
 */

unsigned pop(struct stack *stack)
{
    uint64_t top, next;

    top = atomic_load(&stack->top); // (a)
    do {
        if (top == 0)
            return 0;
        next = atomic_load(&stack->below[top]);                         // (b)
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next)); // (c)
    return (unsigned)top;
}

void push(struct stack *stack, unsigned node)
{
    uint64_t top = atomic_load(&stack->top), next;

    /* TODO(6.8c): The other side. */
    do {
        atomic_store(&stack->below[node], (unsigned)top); // (d)
        next = node;
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next)); // (e)
}
