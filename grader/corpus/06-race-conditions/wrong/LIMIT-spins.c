/* LIMIT: it computes and never ends.
 * expect: LIMIT in 6.1 no line
 */
/* GAP(6.1b) */
    for (volatile int i = 0; i >= 0;)
        i = visitors;
    (void)counter;
