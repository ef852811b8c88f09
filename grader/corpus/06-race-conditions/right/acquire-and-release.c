/* No more order than is needed.
 * expect: full points
 */
/* GAP(6.7b) */
    ring->slots[tail % SLOTS] = value;
    atomic_store_explicit(&ring->tail, tail + 1, memory_order_release);
/* GAP(6.7c) */
    if (head == atomic_load_explicit(&ring->tail, memory_order_acquire))
        return false;
    *value = ring->slots[head % SLOTS];
    atomic_store_explicit(&ring->head, head + 1, memory_order_release);
