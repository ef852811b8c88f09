/* PSHM-06: the maker says that it is ready, and then writes.
 * expect: PSHM-06 in 4.2 no line
 */
/* GAP(4.2a) */
    board->length = (uint32_t)strlen(text) + 1;
    atomic_store_explicit(&board->ready, 1, memory_order_release);
    futex_wake_all(&board->ready);
    halfway();
    memcpy(board->text, text, board->length);
