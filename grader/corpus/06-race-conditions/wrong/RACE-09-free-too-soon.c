/* RACE-09: the slot is free before it was read.
 * expect: RACE-09 in 6.7 at here
 */
/* GAP(6.7c) */
    if (head == atomic_load(&ring->tail))
        return false;
    atomic_store(&ring->head, head + 1);
    *value = ring->slots[head % SLOTS]; /* here */
