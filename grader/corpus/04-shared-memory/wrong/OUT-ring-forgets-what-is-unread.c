/* OUT: the writer takes the whole ring for free.
 * expect: OUT in 4.6 no line
 * also: 4.7
 */
/* GAP(4.6a) */
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    size_t space = ring->capacity;

    (void)tail;

    count = count < space ? count : space;
    copy_in(ring, head, bytes, count);
    atomic_store_explicit(&ring->head, head + count, memory_order_release);
    return count;
