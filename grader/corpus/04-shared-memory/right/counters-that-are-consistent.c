/* Everything sequentially consistent.
 * expect: full points
 */
/* GAP(4.6a) */
    size_t space = ring->capacity - (size_t)(ring->head - ring->tail);

    count = count < space ? count : space;
    copy_in(ring, ring->head, bytes, count);
    ring->head += count;
    return count;
/* GAP(4.6b) */
    size_t there = (size_t)(ring->head - ring->tail);

    count = count < there ? count : there;
    copy_out(ring, ring->tail, bytes, count);
    ring->tail += count;
    return count;
