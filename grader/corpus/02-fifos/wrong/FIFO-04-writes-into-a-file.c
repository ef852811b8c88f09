/* FIFO-04: does not look whether what it has opened is a FIFO.
 * expect: FIFO-04 in 2.1 no line
 * expect: FIFO-04 in 2.4 no line
 * expect: FIFO-04 in 2.5 no line
 */
/* GAP(2.1b) */
    (void)status;
    return fd;
