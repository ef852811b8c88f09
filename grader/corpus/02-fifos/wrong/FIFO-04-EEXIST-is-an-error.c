/* FIFO-04: a FIFO that an earlier run has left is taken for an error.
 * expect: FIFO-04 in 2.1 no line
 * also: 2.6
 */
/* GAP(2.1a) */
    return mkfifo(path, 0600);
