/* Sequentially consistent loads and stores.
 * expect: full points
 */
/* GAP(4.2a) */
    board->length = (uint32_t)strlen(text) + 1;
    halfway();
    strcpy(board->text, text);
    board->ready = 1;
    futex_wake_all(&board->ready);
/* GAP(4.2b) */
    if (size < sizeof *board) {
        munmap(board, size);
        errno = EAGAIN;
        return NULL;
    }
    while (!board->ready)
        futex_wait(&board->ready, 0);
    return board;
