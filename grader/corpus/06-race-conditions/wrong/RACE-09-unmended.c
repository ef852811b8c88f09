/* RACE-09: the number comes before what it promises.
 * expect: RACE-09 in 6.7 at here
 */
/* GAP(6.7b) */
    atomic_store(&ring->tail, tail + 1);
    ring->slots[tail % SLOTS] = value; /* here */
