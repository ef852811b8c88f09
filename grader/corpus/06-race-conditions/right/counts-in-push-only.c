/* Only a push can bring an old node back.
 * expect: full points
 */
/* GAP(6.8b) */
    top = atomic_load(&stack->top);
    do {
        if ((unsigned)top == 0)
            return 0;
        next = (top >> 32) << 32 | atomic_load(&stack->below[(unsigned)top]);
    } while (!atomic_compare_exchange_strong(&stack->top, &top, next));
