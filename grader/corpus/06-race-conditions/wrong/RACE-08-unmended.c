/* RACE-08: the same number, another stack.
 * expect: RACE-08 in 6.8 at here
 */
/* GAP(6.8b) */
    top = atomic_load(&stack->top);
    do {
        if (top == 0)
            return 0;
        next = atomic_load(&stack->below[top]);
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next));
/* GAP(6.8c) */
    do {
        atomic_store(&stack->below[node], (unsigned)top);
        next = node;
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next)); /* here */
