/* PSHM-06: the board is taken as it is.
 * expect: PSHM-06 in 4.2 no line
 */
/* GAP(4.2b) */
    (void)futex_wait;
    if (size < sizeof *board) {
        munmap(board, size);
        errno = EAGAIN;
        return NULL;
    }
    return board;
