/* RACE-09: the number is written as if nobody read it.
 * expect: RACE-09 in 6.7 at here
 */
/* GAP(6.7b) */
    ring->slots[tail % SLOTS] = value;
    *(volatile unsigned *)&ring->tail = tail + 1;
/* GAP(6.7c) */
    if (head == atomic_load(&ring->tail)) /* here */
        return false;
    *value = ring->slots[head % SLOTS];
    atomic_store(&ring->head, head + 1);
