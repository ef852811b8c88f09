/* PSHM-09: the opener looks at the mark without a pause.
 * expect: PSHM-09 in 4.2 at spins
 */
/* GAP(4.2b) */
    (void)futex_wait;
    if (size < sizeof *board) {
        munmap(board, size);
        errno = EAGAIN;
        return NULL;
    }
    while (atomic_load(&board->ready) == 0) /* spins */
        ;
    return board;
