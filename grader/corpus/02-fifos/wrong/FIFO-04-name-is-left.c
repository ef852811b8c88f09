/* FIFO-04: the server ends, and its FIFO stays.
 * expect: FIFO-04 in 2.6 no line
 */
/* GAP(2.6d) */
    (void)path;
    close_lasting(door);
