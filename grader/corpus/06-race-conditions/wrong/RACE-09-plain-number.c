/* RACE-09: the number is written as if nobody read it.
 * expect: RACE-09 in 6.7 at here
 */
/* GAP(6.7b) */
    ring->slots[tail % SLOTS] = value;
    *(volatile unsigned *)&ring->tail = tail + 1; /* here */
